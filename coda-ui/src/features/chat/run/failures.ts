import type { RunFailure } from '@/api/schema';
import { msg, t } from '@/shared/i18n/translate';
import { withDetail } from '@/shared/i18n/with-detail';

/** What people read for each code that a run or a call fails with. */
const SENTENCES: Readonly<Record<string, string>> = {
  rate_limited: msg('The provider of the model gets too many requests: {detail}'),
  overloaded: msg('The model has no capacity now: {detail}'),
  provider_error: msg('The provider of the model has failed: {detail}'),
  provider_unavailable: msg('The provider of the model cannot be reached: {detail}'),
  provider_timeout: msg('The provider of the model did not answer in time: {detail}'),
  stream_cut: msg('The connection to the provider of the model broke off: {detail}'),
  malformed_response: msg('The answer of the provider cannot be read: {detail}'),
  authentication: msg('The provider does not accept the key: {detail}'),
  permission: msg('The key may not be used for this: {detail}'),
  provider_quota: msg('The account at the provider has no credit: {detail}'),
  quota_exceeded: msg('Your quota is used up: {detail}'),
  model_not_found: msg('There is no such model: {detail}'),
  invalid_request: msg('The provider does not accept the request: {detail}'),
  context_too_long: msg('This conversation is too long for the model: {detail}'),
  content_filtered: msg('The provider withheld the answer: {detail}'),
  unsupported: msg('The model cannot do this: {detail}'),
  answer_too_large: msg('The answer is too long. Ask for less at once.'),
  answer_invalid: msg('The answer does not have the requested form: {detail}'),
  answer_truncated: msg('The answer reached the output limit of the model before it was complete.'),
  tool_not_found: msg('There is no such tool: {detail}'),
  tool_input_invalid: msg('The tool does not accept its input: {detail}'),
  tool_failed: msg('The tool has failed: {detail}'),
  tool_timeout: msg('The tool did not answer in time: {detail}'),
  tool_unavailable: msg('The tool cannot be reached: {detail}'),
  tool_output_invalid: msg('The answer of the tool cannot be used: {detail}'),
  tool_denied: msg('The tool may not run: {detail}'),
  auth_required: msg('The tool needs a sign-in: {detail}'),
  address_refused: msg('The address of the tool may not be called: {detail}'),
  store_unavailable: msg('The database of the server is not available. Please try again.'),
  not_found: msg('Something that this answer needs does not exist any more: {detail}'),
  conflict: msg('Another answer is being written in this chat.'),
  fenced: msg('Another server has taken over this answer. Please reload the page.'),
  data_refused: msg('The database cannot store this answer: {detail}'),
  configuration: msg('The server is not set up correctly: {detail}'),
  budget_exhausted: msg('A limit of this run is reached: {detail}'),
  deadline_exceeded: msg('The answer took too long and was stopped.'),
  run_too_large: msg('The answer became too large and was stopped. Ask for less at once.'),
  cancelled: msg('This answer was stopped.'),
  internal: msg('Something went wrong at the server: {detail}'),
};

/** Why a run has failed, in the language of the page. */
export function failureText({ code, message }: RunFailure): string {
  const sentence = Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : undefined;
  return sentence === undefined
    ? message || t('This answer failed.')
    : withDetail(sentence, message);
}
