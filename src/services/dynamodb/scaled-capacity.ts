// Capacity that scales, as the properties of a global table say it: targets and policies of Application Auto Scaling, registered by real
// calls in the region where they act. Source: AWS::DynamoDB::GlobalTable in the CloudFormation registry; "Amazon DynamoDB and Application
// Auto Scaling", Application Auto Scaling User Guide, for names of targets and metrics.

import type { Call, Properties } from '../../kernel/service.ts'

/** `WriteCapacityAutoScalingSettings` and its like for reads. */
export interface Scaled {
  readonly MinCapacity: number
  readonly MaxCapacity: number
  readonly SeedCapacity?: number
  readonly TargetTrackingScalingPolicyConfiguration?: {
    readonly TargetValue: number, readonly ScaleInCooldown?: number, readonly ScaleOutCooldown?: number, readonly DisableScaleIn?: boolean
  }
}

interface Settings {
  readonly Region?: string
  readonly IndexName?: string
  readonly WriteProvisionedThroughputSettings?: { readonly WriteCapacityAutoScalingSettings?: Scaled }
  readonly ReadProvisionedThroughputSettings?: { readonly ReadCapacityAutoScalingSettings?: Scaled }
  readonly GlobalSecondaryIndexes?: readonly Settings[]
}

/** One thing that scales: `table/Music` or `table/Music/index/byGenre`, in one of its two directions. */
interface Target { readonly id: string, readonly dimension: string, readonly kind: 'Read' | 'Write', readonly scaled: Scaled }

/** Registers all that scales of a global table in a region. */
export async function scale(name: string, properties: Properties, region: string, call: Call): Promise<void> {
  const scaling = call.to('application-autoscaling', { region })
  for (const { id, dimension, kind, scaled } of targetsIn(name, properties, region)) {
    const target = { ServiceNamespace: 'dynamodb', ResourceId: id, ScalableDimension: dimension }
    await scaling.RegisterScalableTarget({ ...target, MinCapacity: scaled.MinCapacity, MaxCapacity: scaled.MaxCapacity })
    const tracked = scaled.TargetTrackingScalingPolicyConfiguration
    if (tracked === undefined) continue
    await scaling.PutScalingPolicy({
      ...target, PolicyName: `${kind}CapacityUtilization:${id}`, PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        ...tracked, PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${kind}CapacityUtilization` },
      },
    })
  }
}

function targetsIn(name: string, properties: Properties, region: string): Target[] {
  const table = properties as Settings
  const replica = (properties.Replicas as readonly Settings[]).find(each => each.Region === region)
  return [
    ...targetsOf(`table/${name}`, 'table', table, replica),
    ...table.GlobalSecondaryIndexes?.flatMap(index => targetsOf(`table/${name}/index/${index.IndexName}`, 'index', index,
      replica?.GlobalSecondaryIndexes?.find(each => each.IndexName === index.IndexName))) ?? [],
  ]
}

function targetsOf(id: string, what: 'table' | 'index', shared: Settings, here: Settings | undefined): Target[] {
  const writes = shared.WriteProvisionedThroughputSettings?.WriteCapacityAutoScalingSettings
  const reads = here?.ReadProvisionedThroughputSettings?.ReadCapacityAutoScalingSettings
  return ([['Write', writes], ['Read', reads]] as const).flatMap(([kind, scaled]) =>
    scaled === undefined ? [] : [{ id, dimension: `dynamodb:${what}:${kind}CapacityUnits`, kind, scaled }])
}
