import type { RouteModule } from '@/lib/openapi/document';
import * as v1AccountSessions from '../../v1/account_sessions/route';
import * as accountSessionsLivePreview from '../account-sessions/live-preview/route';
import * as accountSessions from '../account-sessions/route';
import * as accountsIdApplicationFees from '../accounts/[id]/application-fees/route';
import * as accountsIdHistory from '../accounts/[id]/history/route';
import * as accountsIdPolicy from '../accounts/[id]/policy/route';
import * as accountsIdRefresh from '../accounts/[id]/refresh/route';
import * as accountsId from '../accounts/[id]/route';
import * as accountsCount from '../accounts/count/route';
import * as accounts from '../accounts/route';
import * as accountsStates from '../accounts/states/route';
import * as applicationFeesIdRefunds from '../application-fees/[id]/refunds/route';
import * as applicationFeesId from '../application-fees/[id]/route';
import * as approvals from '../approvals/route';
import * as audit from '../audit/route';
import * as auditVerification from '../audit/verification/route';
import * as bulkJobsIdCancel from '../bulk-jobs/[id]/cancel/route';
import * as bulkJobsIdPause from '../bulk-jobs/[id]/pause/route';
import * as bulkJobsIdResume from '../bulk-jobs/[id]/resume/route';
import * as bulkJobsId from '../bulk-jobs/[id]/route';
import * as bulkJobsCsv from '../bulk-jobs/csv/route';
import * as bulkJobs from '../bulk-jobs/route';
import * as catalog from '../catalog/route';
import * as changesIdAccounts from '../changes/[id]/accounts/route';
import * as changesIdApply from '../changes/[id]/apply/route';
import * as changesIdApprove from '../changes/[id]/approve/route';
import * as changesIdReject from '../changes/[id]/reject/route';
import * as changesIdRevert from '../changes/[id]/revert/route';
import * as changesId from '../changes/[id]/route';
import * as changesIdSchedule from '../changes/[id]/schedule/route';
import * as changesIdSubmit from '../changes/[id]/submit/route';
import * as changesIdUnschedule from '../changes/[id]/unschedule/route';
import * as changesIdWithdraw from '../changes/[id]/withdraw/route';
import * as changesAccounts from '../changes/accounts/route';
import * as changes from '../changes/route';
import * as drift from '../drift/route';
import * as guardrails from '../guardrails/route';
import * as health from '../health/route';
import * as invitationsIdRenew from '../invitations/[id]/renew/route';
import * as invitationsId from '../invitations/[id]/route';
import * as invitationsAccept from '../invitations/accept/route';
import * as invitationsLookUp from '../invitations/look-up/route';
import * as invitations from '../invitations/route';
import * as metrics from '../metrics/route';
import * as mirrorSync from '../mirror/sync/route';
import * as noticeDeliveriesIdRedeliver from '../notice-deliveries/[id]/redeliver/route';
import * as noticeDeliveriesId from '../notice-deliveries/[id]/route';
import * as noticeDeliveries from '../notice-deliveries/route';
import * as noticeEndpointsIdRotate from '../notice-endpoints/[id]/rotate/route';
import * as noticeEndpointsId from '../notice-endpoints/[id]/route';
import * as noticeEndpointsIdTest from '../notice-endpoints/[id]/test/route';
import * as noticeEndpoints from '../notice-endpoints/route';
import * as policySchemaName from '../policy-schema/[name]/route';
import * as ready from '../ready/route';
import * as rulesMatch from '../rules/match/route';
import * as rules from '../rules/route';
import * as search from '../search/route';
import * as templatesKeyDecisions from '../templates/[key]/decisions/route';
import * as templatesKey from '../templates/[key]/route';
import * as templates from '../templates/route';
import * as tokensIdRotate from '../tokens/[id]/rotate/route';
import * as tokensId from '../tokens/[id]/route';
import * as tokens from '../tokens/route';
import * as usersIdEnable from '../users/[id]/enable/route';
import * as usersIdRole from '../users/[id]/role/route';
import * as usersId from '../users/[id]/route';
import * as usersMePassword from '../users/me/password/route';
import * as usersMeSessions from '../users/me/sessions/route';
import * as users from '../users/route';
import * as webhooksStripe from '../webhooks/stripe/route';
import * as openapi from './route';

/** Every route module that is documented, by its pattern. A test holds it against the source. */
export const ROUTE_MODULES: Readonly<Record<string, RouteModule>> = {
  '/api/account-sessions': accountSessions,
  '/api/account-sessions/live-preview': accountSessionsLivePreview,
  '/api/accounts': accounts,
  '/api/accounts/[id]': accountsId,
  '/api/accounts/[id]/application-fees': accountsIdApplicationFees,
  '/api/accounts/[id]/history': accountsIdHistory,
  '/api/accounts/[id]/policy': accountsIdPolicy,
  '/api/accounts/[id]/refresh': accountsIdRefresh,
  '/api/accounts/count': accountsCount,
  '/api/accounts/states': accountsStates,
  '/api/application-fees/[id]': applicationFeesId,
  '/api/application-fees/[id]/refunds': applicationFeesIdRefunds,
  '/api/approvals': approvals,
  '/api/audit': audit,
  '/api/audit/verification': auditVerification,
  '/api/bulk-jobs': bulkJobs,
  '/api/bulk-jobs/[id]': bulkJobsId,
  '/api/bulk-jobs/[id]/cancel': bulkJobsIdCancel,
  '/api/bulk-jobs/[id]/pause': bulkJobsIdPause,
  '/api/bulk-jobs/[id]/resume': bulkJobsIdResume,
  '/api/bulk-jobs/csv': bulkJobsCsv,
  '/api/catalog': catalog,
  '/api/changes': changes,
  '/api/changes/[id]': changesId,
  '/api/changes/[id]/accounts': changesIdAccounts,
  '/api/changes/[id]/apply': changesIdApply,
  '/api/changes/[id]/approve': changesIdApprove,
  '/api/changes/[id]/reject': changesIdReject,
  '/api/changes/[id]/revert': changesIdRevert,
  '/api/changes/[id]/schedule': changesIdSchedule,
  '/api/changes/[id]/submit': changesIdSubmit,
  '/api/changes/[id]/unschedule': changesIdUnschedule,
  '/api/changes/[id]/withdraw': changesIdWithdraw,
  '/api/changes/accounts': changesAccounts,
  '/api/drift': drift,
  '/api/guardrails': guardrails,
  '/api/health': health,
  '/api/invitations': invitations,
  '/api/invitations/[id]': invitationsId,
  '/api/invitations/[id]/renew': invitationsIdRenew,
  '/api/invitations/accept': invitationsAccept,
  '/api/invitations/look-up': invitationsLookUp,
  '/api/metrics': metrics,
  '/api/mirror/sync': mirrorSync,
  '/api/notice-deliveries': noticeDeliveries,
  '/api/notice-deliveries/[id]': noticeDeliveriesId,
  '/api/notice-deliveries/[id]/redeliver': noticeDeliveriesIdRedeliver,
  '/api/notice-endpoints': noticeEndpoints,
  '/api/notice-endpoints/[id]': noticeEndpointsId,
  '/api/notice-endpoints/[id]/rotate': noticeEndpointsIdRotate,
  '/api/notice-endpoints/[id]/test': noticeEndpointsIdTest,
  '/api/openapi.json': openapi,
  '/api/policy-schema/[name]': policySchemaName,
  '/api/ready': ready,
  '/api/rules': rules,
  '/api/rules/match': rulesMatch,
  '/api/search': search,
  '/api/templates': templates,
  '/api/templates/[key]': templatesKey,
  '/api/templates/[key]/decisions': templatesKeyDecisions,
  '/api/tokens': tokens,
  '/api/tokens/[id]': tokensId,
  '/api/tokens/[id]/rotate': tokensIdRotate,
  '/api/users': users,
  '/api/users/[id]': usersId,
  '/api/users/[id]/enable': usersIdEnable,
  '/api/users/[id]/role': usersIdRole,
  '/api/users/me/password': usersMePassword,
  '/api/users/me/sessions': usersMeSessions,
  '/api/webhooks/stripe': webhooksStripe,
  '/v1/account_sessions': v1AccountSessions,
};
