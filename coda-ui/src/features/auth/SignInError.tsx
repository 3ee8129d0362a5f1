import { Banner } from '@/shared/ui/Banner';
import { RetryCountdown } from '@/shared/ui/RetryCountdown';

type SignInErrorProps = { message: string | undefined; retryAfterSeconds: number | undefined };

/** Why nobody could be signed in, where no field says it. */
export function SignInError({ message, retryAfterSeconds }: SignInErrorProps) {
  if (message === undefined) return null;
  return (
    <div role="alert">
      <Banner tone="bad">
        {message}{' '}
        {retryAfterSeconds !== undefined && (
          <RetryCountdown key={retryAfterSeconds} seconds={retryAfterSeconds} />
        )}
      </Banner>
    </div>
  );
}
