package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigin;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Registers users and checks passwords, within the limits of both. A limit is checked before a
 * password is hashed. Thread-safe.
 */
@Singleton
final class ThrottledAccounts {
  private final Accounts accounts;
  private final LoginThrottle logins;
  private final RegistrationThrottle registrations;
  private final DeviceCookies devices;

  ThrottledAccounts(
      Accounts accounts,
      LoginThrottle logins,
      RegistrationThrottle registrations,
      DeviceCookies devices) {
    this.accounts = accounts;
    this.logins = logins;
    this.registrations = registrations;
    this.devices = devices;
  }

  /**
   * Creates a user.
   *
   * @throws ProblemException {@code rate_limited} after too many registrations, {@code conflict} if
   *     the address has a user
   */
  User register(RequestOrigin origin, RegisterRequest request) {
    ThrottledAttempt attempt = registrations.begin(origin.clientNetwork());
    try {
      return accounts.register(request);
    } catch (RuntimeException failure) {
      if (!(failure instanceof ProblemException problem && problem.code() == ErrorCode.CONFLICT)) {
        attempt.refund();
      }
      throw failure;
    }
  }

  /**
   * Returns the user whom an address and a password belong to.
   *
   * @param deviceCookie the cookie of an earlier sign-in, genuine or not
   * @throws ProblemException {@code rate_limited} after too many failures, {@code unauthorized} if
   *     the address or the password is wrong
   */
  User login(RequestOrigin origin, LoginRequest request, @Nullable String deviceCookie) {
    String address = Accounts.canonical(request.email());
    ThrottledAttempt attempt =
        devices
            .device(address, deviceCookie)
            .map(logins::beginOnDevice)
            .orElseGet(() -> logins.begin(address, origin.clientNetwork()));
    Optional<User> user;
    try {
      user = accounts.authenticate(address, request.password());
    } catch (RuntimeException unchecked) {
      attempt.refund();
      throw unchecked;
    }
    user.ifPresent(found -> attempt.refund());
    return user.orElseThrow(() ->
        ProblemException.of(
            ErrorCode.UNAUTHORIZED, "The e-mail address or the password is wrong."));
  }
}
