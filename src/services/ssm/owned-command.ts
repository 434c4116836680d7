// Amazon's documents for Run Command, State Manager and Session Manager: the names and parameters that everyone's scripts rely on. What
// their steps do on a machine is put in few words here; nothing runs them.
// Source: "Systems Manager Command document plugin reference" and the pages of the documents, Systems Manager User Guide.

import type { OwnedContent } from './owned-document.ts'

const timeout = {
  type: 'String', default: '3600', allowedPattern: '([1-9][0-9]{0,4})|(1[0-6][0-9]{4})|(17[0-1][0-9]{3})|(172[0-7][0-9]{2})|(172800)',
  description: '(Optional) Seconds that a command may take before it counts as failed, up to 172800 (48 hours).',
}
const folder = { type: 'String', default: '', description: '(Optional) Path of the directory to work in on the node.', maxChars: 4096 }
const optional = (description: string, usual = '') => ({ type: 'String', default: usual, description: `(Optional) ${description}` })
const oneOf = (description: string, allowedValues: readonly string[], usual = allowedValues[0]!) =>
  ({ type: 'String', default: usual, allowedValues, description })
const sourceOf = (...kinds: readonly string[]) => ({
  sourceType: { type: 'String', allowedValues: kinds, description: '(Required) Kind of place to download from.' },
  sourceInfo: { type: 'StringMap', default: {}, description: '(Required) Where to download from, by the kind of place.' },
})

function script(description: string, plugin: string): object {
  return {
    schemaVersion: '1.2', description,
    parameters: {
      commands: { type: 'StringList', minItems: 1, description: '(Required) Commands to run.', displayType: 'textarea' },
      workingDirectory: folder, executionTimeout: timeout,
    },
    runtimeConfig: { [plugin]: { properties: [{
      id: `0.${plugin}`, runCommand: '{{ commands }}', workingDirectory: '{{ workingDirectory }}', timeoutSeconds: '{{ executionTimeout }}',
    }] } },
  }
}

function steps(description: string, parameters: object, action: string, inputs: object): object {
  return { schemaVersion: '2.2', description, parameters, mainSteps: [{ action, name: action.slice(4), inputs }] }
}

function session(description: string, sessionType: string, parameters: object, properties: object): object {
  return { schemaVersion: '1.0', description, sessionType, parameters, properties }
}

const port = (description: string, usual: string) => ({
  type: 'String', description,
    allowedPattern: '^([0-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$',
  default: usual,
})
const switches = ['Enabled', 'Disabled']

export const ownedCommands: Readonly<Record<string, OwnedContent>> = {
  'AWS-RunShellScript': { type: 'Command', content: script('Run a shell script or specify the commands to run.', 'aws:runShellScript') },
  'AWS-RunPowerShellScript': {
    type: 'Command', platformTypes: ['Windows', 'Linux', 'MacOS'],
    content: script('Run a PowerShell script or specify the paths to scripts to run.', 'aws:runPowerShellScript'),
  },
  'AWS-ConfigureAWSPackage': {
    type: 'Command', content: steps('Install or uninstall a package of Distributor.', {
      action: { type: 'String', allowedValues: ['Install', 'Uninstall'], description: '(Required) Install or uninstall the package.' },
      installationType: oneOf('(Optional) How a newer version takes the place of an older one.',
        ['Uninstall and reinstall', 'In-place update']),
      name: { type: 'String', description: '(Required) The package.',
        allowedPattern: '^arn:[a-z0-9][-.a-z0-9]{0,62}:[a-z0-9][-.a-z0-9]{0,62}:'
        + '([a-z0-9][-.a-z0-9]{0,62})?:([a-z0-9][-.a-z0-9]{0,62})?:'
        + '(package|document)\\/[a-zA-Z0-9/:._-]{1,128}$|^[a-zA-Z0-9/:._-]{1,128}$' },
      version: optional('Version of the package; the latest where nothing is said.'),
      additionalArguments: { type: 'StringMap', default: {}, description: '(Optional) Further arguments of its scripts.' },
    }, 'aws:configurePackage', {
      name: '{{ name }}', action: '{{ action }}', installationType: '{{ installationType }}', version: '{{ version }}',
      additionalArguments: '{{ additionalArguments }}',
    }),
  },
  'AWS-UpdateSSMAgent': {
    type: 'Command', platformTypes: ['Windows', 'Linux', 'MacOS'], content: {
      schemaVersion: '1.2', description: 'Update the agent of Systems Manager to the latest version or a specific one.',
      parameters: { version: optional('The version to install.'), allowDowngrade: oneOf('(Optional) Whether an older one may be installed.',
        ['false', 'true']) },
      runtimeConfig: { 'aws:updateSsmAgent': { properties: [{
        agentName: 'amazon-ssm-agent', allowDowngrade: '{{ allowDowngrade }}', targetVersion: '{{ version }}',
      }] } },
    },
  },
  'AWS-RunPatchBaseline': {
    type: 'Command', content: steps('Scan for missing patches, or install them, by the node\'s patch baseline.', {
      Operation: { type: 'String', allowedValues: ['Scan', 'Install'], description: '(Required) Whether patches are installed too.' },
      AssociationId: optional('The association that runs it.'),
      SnapshotId: optional('Id of the snapshot of the baseline.'),
      InstallOverrideList: optional('Where the list of patches is that are installed instead.'),
      BaselineOverride: optional('Where the baselines are that hold instead.'),
      RebootOption: oneOf('(Optional) Whether nodes restart.', ['RebootIfNeeded', 'NoReboot']),
    }, 'aws:runDocument', { documentType: 'SSMDocument', documentPath: 'AWS-RunPatchBaseline', documentParameters: {
      Operation: '{{ Operation }}', RebootOption: '{{ RebootOption }}', SnapshotId: '{{ SnapshotId }}',
        AssociationId: '{{ AssociationId }}',
      InstallOverrideList: '{{ InstallOverrideList }}', BaselineOverride: '{{ BaselineOverride }}',
    } }),
  },
  'AWS-GatherSoftwareInventory': {
    type: 'Policy', content: {
      schemaVersion: '2.0', description: 'Gather inventory of software and settings.',
      parameters: Object.fromEntries(['applications', 'awsComponents', 'networkConfig', 'windowsUpdates', 'instanceDetailedInformation',
        'services', 'windowsRoles', 'customInventory', 'billingInfo']
        .map((name): [string, object] => [name, oneOf(`(Optional) Gather ${name}.`, switches)])
        .concat(['files', 'windowsRegistry'].map(name => [name, optional(`What to gather of ${name}.`)]))),
      mainSteps: [{ action: 'aws:softwareInventory', name: 'collectSoftwareInventoryItems', inputs: {} }],
    },
  },
  'AWS-RunRemoteScript': {
    type: 'Command', content: steps('Download scripts and run one.', {
      ...sourceOf('GitHub', 'S3'), commandLine: { type: 'String', description: '(Required) The command to run.' },
      workingDirectory: folder, executionTimeout: timeout,
    }, 'aws:downloadContent',
      { sourceType: '{{ sourceType }}', sourceInfo: '{{ sourceInfo }}', destinationPath: '{{ workingDirectory }}' }),
  },
  'AWS-RunDocument': {
    type: 'Command', content: steps('Download a document and run it.', {
      ...sourceOf('GitHub', 'S3', 'SSMDocument'),
      documentParameters: { type: 'StringMap', default: {}, description: '(Optional) Parameters of the document.' },
    }, 'aws:runDocument', { documentType: 'LocalPath', documentPath: '{{ sourceType }}', documentParameters: '{{ documentParameters }}' }),
  },
  'AWS-ApplyAnsiblePlaybooks': {
    type: 'Command', content: steps('Run playbooks of Ansible.', {
      SourceType: { type: 'String', allowedValues: ['GitHub', 'S3'], default: 'S3', description: '(Optional) Kind of place.' },
      SourceInfo: { type: 'StringMap', default: {}, description: '(Optional) Where to download from.' },
      InstallDependencies: oneOf('(Required) Whether Ansible is installed.', ['True', 'False']),
      PlaybookFile: optional('The playbook.', 'hello-world-playbook.yml'), ExtraVariables: optional('Further variables.', 'SSM=True'),
      Check: oneOf('(Optional) Only say what would be done.', ['True', 'False'], 'False'),
      Verbose: oneOf('(Optional) How much is said.', ['-v', '-vv', '-vvv', '-vvvv']), TimeoutSeconds: timeout,
    }, 'aws:downloadContent', { sourceType: '{{ SourceType }}', sourceInfo: '{{ SourceInfo }}' }),
  },
  'AmazonCloudWatch-ManageAgent': {
    type: 'Command', content: steps('Configure, start and stop the agent of CloudWatch.', {
      action: oneOf('What the agent does.', ['configure', 'configure (append)', 'configure (remove)', 'start', 'status', 'stop']),
      mode: oneOf('Where the node is.', ['ec2', 'onPremise', 'auto']),
      optionalConfigurationSource: oneOf('Where the configuration comes from.', ['ssm', 'default', 'all']),
      optionalConfigurationLocation: optional('The parameter that holds it.'), optionalOpenTelemetryCollectorConfigurationSource:
        oneOf('Where the configuration of OpenTelemetry comes from.', ['ssm', 'all']),
      optionalOpenTelemetryCollectorConfigurationLocation: optional('The parameter that holds it.'),
      optionalRestart: oneOf('Whether it restarts.', ['yes', 'no']),
    }, 'aws:runShellScript', { runCommand: ['{{ action }} {{ mode }} {{ optionalConfigurationLocation }}'] }),
    platformTypes: ['Windows', 'Linux', 'MacOS'],
  },
  'AWS-StartSSHSession': {
    type: 'Session', content: session('Start an SSH session.', 'Port', { portNumber: port('(Optional) Port of the SSH server.', '22') },
      { portNumber: '{{ portNumber }}' }),
  },
  'AWS-StartPortForwardingSession': {
    type: 'Session', content: session('Forward a port.', 'Port',
      { portNumber: port('(Optional) Port on the node.', '80'), localPortNumber: port('(Optional) Port here.', '0') },
      { portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localPortNumber: '{{ localPortNumber }}' }),
  },
  'AWS-StartPortForwardingSessionToRemoteHost': {
    type: 'Session', content: session('Forward a port to another host.', 'Port', {
      host: optional('Name or address of the host.', 'localhost'), portNumber: port('(Optional) Port on the host.', '80'),
      localPortNumber: port('(Optional) Port here.', '0'),
    }, { host: '{{ host }}', portNumber: '{{ portNumber }}', type: 'LocalPortForwarding', localPortNumber: '{{ localPortNumber }}' }),
  },
  'AWS-StartInteractiveCommand': {
    type: 'Session', content: session('Run one command interactively.', 'InteractiveCommands',
      { command: { type: 'StringList', description: '(Required) The command.' } },
      { linux: { commands: '{{ command }}', runAsElevated: false }, windows: { commands: '{{ command }}' } }),
  },
}
