// AWS Server Migration Service, its replication jobs: the manifest.

import { service } from '../../kernel/service.ts'
import { connect } from './connector.ts'
import {
  CreateReplicationJob, DeleteReplicationJob, GetReplicationJobs, GetReplicationRuns, StartOnDemandReplicationRun, turn,
  UpdateReplicationJob,
} from './replication-job.ts'

const catalogue = 'Servers are known to a connector in your data center, and none reports here: name a server by its id.'
const applications = 'Applications are sets of servers of a catalogue, which no connector fills here: replicate servers one by one.'

export const sms = service({
  id: 'sms',
  operations: {
    CreateReplicationJob, DeleteReplicationJob, GetReplicationJobs, GetReplicationRuns, StartOnDemandReplicationRun, UpdateReplicationJob,
  },
  timers: { turn },
  ownPages: ['GetReplicationJobs', 'GetReplicationRuns'],
  refuses: {
    CreateApp: applications, DeleteApp: applications, DeleteAppLaunchConfiguration: applications,
    DeleteAppReplicationConfiguration: applications, GenerateChangeSet: applications, GenerateTemplate: applications, GetApp: applications,
    GetAppLaunchConfiguration: applications, GetAppReplicationConfiguration: applications, GetAppValidationOutput: applications,
    ImportAppCatalog: applications, LaunchApp: applications, ListApps: applications, NotifyAppValidationOutput: applications,
    PutAppLaunchConfiguration: applications, PutAppReplicationConfiguration: applications, StartAppReplication: applications,
    StartOnDemandAppReplication: applications, StopAppReplication: applications, TerminateApp: applications, UpdateApp: applications,
    DeleteServerCatalog: catalogue, DisassociateConnector: catalogue, GetConnectors: catalogue, GetServers: catalogue,
    ImportServerCatalog: catalogue,
  },
  controls: {
    connector: { does: 'says whether a connector in your data center takes up what is queued', example: { works: true }, run: connect },
  },
})
