import { msg } from '@/shared/i18n/translate';
import { withDetail } from '@/shared/i18n/with-detail';
import type { Problem, ProblemCode } from './schema';

/** What people read for each code; the server's words follow where they name something. */
const SENTENCES: Readonly<Record<ProblemCode, string>> = {
  validation_failed: msg('The server does not accept this: {detail}'),
  provider_unavailable: msg('This model cannot be used now: {detail}'),
  unauthorized: msg('You are signed out. Please sign in again.'),
  forbidden: msg('This is not allowed: {detail}'),
  csrf_failed: msg('Please reload the page.'),
  not_found: msg('This does not exist any more.'),
  method_not_allowed: msg('The server does not know this request. Please reload the page.'),
  not_acceptable: msg('The server does not know this request. Please reload the page.'),
  request_timeout: msg('The request took too long to arrive. Please try again.'),
  conflict: msg('This cannot be done now: {detail}'),
  run_active: msg('Another answer is being written in this chat.'),
  payload_too_large: msg('This is too long to be sent.'),
  unsupported_media_type: msg('The server cannot read files of this kind.'),
  idempotency_mismatch: msg('This was sent before in another form. Please send it again.'),
  rate_limited: msg('There were too many requests. Please wait a moment.'),
  quota_exceeded: msg('Your quota is used up: {detail}'),
  internal: msg('Something went wrong at the server. It can be found by this number: {detail}'),
  tool_failed: msg('The tool has failed: {detail}'),
  unavailable: msg('The server is busy or restarting. Please try again in a moment.'),
};

/** A problem with words in the language of the page; the server's own where its code is unknown. */
export function inOwnWords(problem: Problem): Problem {
  const { code = '' } = problem;
  // Nothing else says more of a defect.
  const detail = code === 'internal' ? problem.trace_id : problem.detail;
  const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code as ProblemCode] : undefined;
  return sentence === undefined ? problem : { ...problem, detail: withDetail(sentence, detail) };
}
