// The actions that steps of runbooks may have. Source: "Systems Manager Automation actions reference", User Guide.

export const automationActions: readonly string[] = [
  'aws:approve', 'aws:assertAwsResourceProperty', 'aws:branch', 'aws:changeInstanceState', 'aws:copyImage', 'aws:createImage',
  'aws:createStack', 'aws:createTags', 'aws:deleteImage', 'aws:deleteStack', 'aws:executeAutomation', 'aws:executeAwsApi',
  'aws:executeScript', 'aws:executeStateMachine', 'aws:invokeLambdaFunction', 'aws:invokeWebhook', 'aws:loop', 'aws:pause',
    'aws:runCommand',
  'aws:runInstances', 'aws:sleep', 'aws:updateVariable', 'aws:waitForAwsResourceProperty',
]
