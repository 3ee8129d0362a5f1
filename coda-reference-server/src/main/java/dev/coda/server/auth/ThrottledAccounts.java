package dev.coda.server.auth;

import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.origin.RequestOrigin;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
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
    return authenticate(
        origin,
        Accounts.canonical(request.email()),
        request.password(),
        deviceCookie,
        "The e-mail address or the password is wrong.");
  }

  /**
   * Checks the password of a user who is signed in, as if they signed in again.
   *
   * @param deviceCookie the cookie of an earlier sign-in, genuine or not
   * @throws ProblemException {@code rate_limited} after too many failures, {@code unauthorized} if
   *     the password is wrong
   */
  void confirm(RequestOrigin origin, UUID user, String password, @Nullable String deviceCookie) {
    var _ =
        authenticate(
            origin, accounts.address(user), password, deviceCookie, "The password is wrong.");
  }

  private User authenticate(
      RequestOrigin origin,
      String address,
      String password,
      @Nullable String deviceCookie,
      String refusal) {
    ThrottledAttempt attempt =
        devices
            .device(address, deviceCookie)
            .map(logins::beginOnDevice)
            .orElseGet(() -> logins.begin(address, origin.clientNetwork()));
    Optional<User> user;
    try {
      user = accounts.authenticate(address, password);
    } catch (RuntimeException unchecked) {
      attempt.refund();
      throw unchecked;
    }
    user.ifPresent(found -> attempt.refund());
    return user.orElseThrow(() -> ProblemException.of(ErrorCode.UNAUTHORIZED, refusal));
  }
}
