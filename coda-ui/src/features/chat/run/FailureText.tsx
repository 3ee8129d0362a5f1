import type { RunFailure } from '@/api/schema';
import { failureText } from './failures';

/** Why a run has failed. */
export const FailureText = ({ error }: { error: RunFailure }) => failureText(error);
