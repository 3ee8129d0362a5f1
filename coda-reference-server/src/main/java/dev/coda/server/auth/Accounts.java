package dev.coda.server.auth;

import dev.coda.api.id.IdSource;
import dev.coda.server.http.ErrorCode;
import dev.coda.server.http.ProblemException;
import dev.coda.server.quota.QuotaSettings;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Creates users, each with an organization of their own, and finds them again. Thread-safe. */
@Singleton
class Accounts {
  private final UserRepository users;
  private final OrganizationRepository organizations;
  private final PasswordHasher passwords;
  private final QuotaSettings quotas;
  private final IdSource ids;
  private final Clock clock;

  Accounts(
      UserRepository users,
      OrganizationRepository organizations,
      PasswordHasher passwords,
      QuotaSettings quotas,
      IdSource ids,
      Clock clock) {
    this.users = users;
    this.organizations = organizations;
    this.passwords = passwords;
    this.quotas = quotas;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the form of an address under which a user is kept and found. */
  static String canonical(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Creates a user.
   *
   * @throws ProblemException {@code conflict} if the address has one already
   */
  User register(RegisterRequest request) {
    String email = canonical(request.email());
    if (users.existsByEmail(email)) {
      throw taken();
    }
    String hash = passwords.hash(request.password());
    try {
      return create(email, request, hash);
    } catch (DataAccessException e) {
      // Another request may have been faster.
      throw users.existsByEmail(email) ? taken() : e;
    }
  }

  @Transactional
  User create(String email, RegisterRequest request, String hash) {
    Instant now = clock.instant();
    String owner = request.name() == null ? email : request.name();
    Organization organization =
        organizations.save(Organization.personal(ids.next(), owner, quotas, now));
    return users.save(
        new User(ids.next(), email, request.name(), hash, organization.id(), now, now, null));
  }

  /** Finds the user whom an address and a password belong to, taking equally long without. */
  Optional<User> authenticate(String address, String password) {
    Optional<User> user = users.findByEmailAndDeletedAtIsNull(address);
    if (user.isEmpty()) {
      passwords.matchNothing(password);
    }
    return user.filter(found -> passwords.matches(password, found.passwordHash()));
  }

  /** Returns the address of a user. */
  String address(UUID userId) {
    return users.findByIdAndDeletedAtIsNull(userId).orElseThrow(Accounts::signInFirst).email();
  }

  /**
   * Lets a user in no more and forgets who they are, in one step. What they own is left to {@link
   * DeletedUsers}.
   */
  void close(UUID userId) {
    users.markDeleted(userId, clock.instant());
  }

  /** Describes a user and what their organization has left. */
  Account describe(UUID userId) {
    LocalDate month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
    return users
        .findAccount(userId, month)
        .map(row -> Account.from(row, month.plusMonths(1)))
        .orElseThrow(Accounts::signInFirst);
  }

  private static ProblemException signInFirst() {
    return ProblemException.of(ErrorCode.UNAUTHORIZED, "Sign in first.");
  }

  private static ProblemException taken() {
    return ProblemException.of(
        ErrorCode.CONFLICT, "There is a user with this e-mail address already.");
  }
}
