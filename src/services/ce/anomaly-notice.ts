// Telling of anomalies: every day a subscription's monitors are looked at, and what is new and large enough goes to its topics by a real
// Publish. Mail is not sent.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { anomaliesOf, reaches } from './anomaly.ts'
import { idOf, Monitor, nextDay, Subscription } from './anomaly-monitor.ts'

export async function tellAnomalies(_: unknown, call: Call, { id }: { readonly id: string }): Promise<void> {
  const stored = call.of(Subscription).get(id)
  if (stored === undefined) return
  const { MonitorArnList: monitors, Subscribers: subscribers, ThresholdExpression: expression, Threshold: threshold } = stored.subscription
  const found = monitors.flatMap(arn => {
    const monitor = call.of(Monitor).get(idOf(arn))
    return monitor === undefined ? [] : anomaliesOf(monitor, call)
  }).filter(anomaly => reaches(anomaly, expression, threshold) && !stored.told.includes(anomaly.AnomalyId))
  call.of(Subscription).put({ ...stored, told: [...stored.told, ...found.map(({ AnomalyId }) => AnomalyId)] })
  call.setTimer('tell-anomalies', id, nextDay(call))
  for (const anomaly of found) {
    const message = JSON.stringify({
      accountId: call.account, anomalyStartDate: anomaly.AnomalyStartDate, anomalyEndDate: anomaly.AnomalyEndDate,
      anomalyId: anomaly.AnomalyId, dimensionalValue: anomaly.DimensionValue ?? '', monitorArn: anomaly.MonitorArn,
      impact: { maxImpact: anomaly.Impact.MaxImpact, totalImpact: anomaly.Impact.TotalImpact }, rootCauses: anomaly.RootCauses ?? [],
      subscriptionId: id, subscriptionName: stored.subscription.SubscriptionName,
    })
    for (const { Type, Address = '' } of subscribers) if (Type === 'SNS') await publish(Address, message, call)
  }
}

/** A topic that is gone or does not let us in keeps the others from nothing. */
async function publish(topic: string, message: string, call: Call): Promise<void> {
  try {
    await call.to('sns', { region: topic.split(':')[3] ?? call.region })
      .Publish({ TopicArn: topic, Subject: 'AWS Cost Anomaly Detection', Message: message })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}
