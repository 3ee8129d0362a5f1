package dev.coda.bridge.oauth;

import dev.coda.api.id.UserId;
import dev.coda.api.time.TimerClock;
import dev.coda.api.tool.SignIn;
import dev.coda.bridge.http.AddressGuard;
import dev.coda.bridge.http.OneLine;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs users in to servers with their own accounts, by OAuth 2.1 (authorization code with PKCE),
 * and renews their tokens. The tokens are valid only for that server (RFC 8707).
 *
 * <p>{@link #start} returns the address for the user's browser. The callback calls {@link #finish}.
 * The application must check that the callback comes from the browser that began the sign-in, for
 * example with a cookie that contains the state. Otherwise, a user could be signed in with the
 * account of another. Thread-safe.
 */
public final class OAuthSignIns implements UserTokens {
  private static final Logger LOG = LoggerFactory.getLogger(OAuthSignIns.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LONGEST_ERROR = 100;

  /** More scopes at once are not what a tool lacks. */
  private static final int MOST_WANTED = 50;

  private final SignInStore store;
  private final TimerClock clock;
  private final List<String> allowedAddresses;
  private final Function<ProtectedServer, String> link;
  private final ClientRegistration registration;
  private final TokenRequests requests;
  private final Renewals renewals;
  private final Map<List<String>, OAuthHttp> clients = new ConcurrentHashMap<>();

  private OAuthSignIns(Builder builder) {
    this.store = builder.store;
    this.clock = TimerClock.of(builder.clock);
    this.allowedAddresses = builder.allowedAddresses;
    this.link = builder.link;
    this.registration = new ClientRegistration(builder.clientName, clock, builder.documents);
    this.requests = new TokenRequests(clock);
    this.renewals = new Renewals(store, requests, clock);
  }

  /**
   * Starts to describe sign-ins.
   *
   * @param store the store of sign-ins
   * @param link returns the address at which users begin to sign in to a server: a page of the
   *     application, whose handler calls {@link #start} and redirects the browser
   * @return a builder with the defaults
   */
  public static Builder builder(SignInStore store, Function<ProtectedServer, String> link) {
    return new Builder(store, link);
  }

  /**
   * Begins to sign a user in.
   *
   * @param user the user
   * @param server the server
   * @param redirect the address to which the authorization server sends the user's browser back
   * @return the next address for the browser
   * @throws SignInException if the server or its authorization server cannot be used; the message
   *     is for people
   * @throws IOException if one of them cannot be reached
   */
  public SignInStart start(UserId user, ProtectedServer server, URI redirect) throws IOException {
    OAuthHttp http = http(server.allowedAddresses());
    Discovery.Found found = new Discovery(http, server).find();
    OAuthClient client = registration.client(http, server, found, redirect);
    List<String> scopes = scopes(user, server, found.scopes());
    String state = Pkce.random();
    String verifier = Pkce.random();
    BegunSignIn begun =
        new BegunSignIn(
            user,
            server.name(),
            server.url().toString(),
            found.resource(),
            found.server(),
            client,
            verifier,
            redirect.toString(),
            scopes,
            server.allowedAddresses(),
            clock.instant().plus(PATIENCE));
    store.begin(Pkce.digest(state), KeptJson.write(begun), begun.expires());
    HttpUrl.Builder url =
        HttpUrl.get(found.server().authorizationEndpoint())
            .newBuilder()
            .setQueryParameter("response_type", "code")
            .setQueryParameter("client_id", client.id())
            .setQueryParameter("redirect_uri", redirect.toString())
            .setQueryParameter("state", state)
            .setQueryParameter("code_challenge", Pkce.digest(verifier))
            .setQueryParameter("code_challenge_method", "S256")
            .setQueryParameter("resource", found.resource());
    if (!scopes.isEmpty()) {
      url.setQueryParameter("scope", String.join(" ", scopes));
    }
    return new SignInStart(url.build().uri(), state);
  }

  /** Adds the scopes of before and those that calls have lacked since, or a new token has less. */
  private List<String> scopes(UserId user, ProtectedServer server, List<String> usual) {
    Set<String> all = new LinkedHashSet<>(usual);
    kept(user, server)
        .map(kept -> KeptJson.read(kept.text(), Grant.class))
        .filter(grant -> !grant.wanted().isEmpty())
        .ifPresent(grant -> {
          all.addAll(grant.scopes());
          all.addAll(grant.wanted());
        });
    return List.copyOf(all);
  }

  private Optional<SignInStore.Kept> kept(UserId user, ProtectedServer server) {
    return store.find(user, server.name()).filter(found -> Renewals.belongsTo(found, server));
  }

  /**
   * Completes a sign-in with the parameters of the callback. Each state can be used once.
   *
   * @param callback the parameters of the callback
   * @return the user who is signed in now, and the server
   * @throws SignInException if the callback does not belong to a sign-in that has begun, or the
   *     authorization server refused; its message is for people
   * @throws IOException if the authorization server cannot be reached
   */
  public SignedIn finish(SignInCallback callback) throws IOException {
    BegunSignIn begun =
        store
            .take(Pkce.digest(callback.state()))
            .map(text -> KeptJson.read(text, BegunSignIn.class))
            .filter(known -> clock.instant().isBefore(known.expires()))
            .orElseThrow(
                () -> new SignInException("This sign-in is over or unknown. Start it again."));
    String issuer = callback.issuer();
    if (issuer == null ? begun.server().namesIssuer() : !issuer.equals(begun.server().issuer())) {
      throw new SignInException(
          "The answer for '%s' came from another authorization server.".formatted(begun.name()));
    }
    String code = callback.code();
    if (callback.error() != null || code == null) {
      throw new SignInException(
          "The sign-in to '%s' was refused: %s"
              .formatted(
                  begun.name(),
                  OneLine.of(
                      Objects.requireNonNullElse(callback.error(), "no code"), LONGEST_ERROR)));
    }
    Grant grant = requests.exchange(http(begun.allowedAddresses()), begun, code);
    store.put(begun.user(), begun.name(), KeptJson.write(grant));
    LOG.info("User {} signed in to {}", begun.user(), begun.name());
    return new SignedIn(begun.user(), begun.name());
  }

  /**
   * Signs a user out of a server, and revokes the tokens if the authorization server offers that.
   *
   * @param user the user
   * @param server the server
   * @return false if the user was not signed in
   */
  public boolean signOut(UserId user, ProtectedServer server) {
    Optional<SignInStore.Kept> kept = store.find(user, server.name());
    while (kept.isPresent() && !store.remove(user, server.name(), kept.get().version())) {
      kept = store.find(user, server.name());
    }
    kept.ifPresent(removed -> {
      try {
        requests.revoke(
            http(server.allowedAddresses()), KeptJson.read(removed.text(), Grant.class));
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "The tokens of user {} for {} were not revoked: {}",
            user,
            server.name(),
            e.getMessage());
      }
    });
    return kept.isPresent();
  }

  /**
   * {@return whether a user is signed in to a server} Makes no request.
   *
   * @param user the user
   * @param server the server
   */
  public boolean isSignedIn(UserId user, ProtectedServer server) {
    return kept(user, server).isPresent();
  }

  @Override
  public Optional<String> token(UserId user, ProtectedServer server) throws IOException {
    return renewals.token(http(server.allowedAddresses()), user, server, null);
  }

  @Override
  public Optional<String> renewed(UserId user, ProtectedServer server, String refused)
      throws IOException {
    return renewals.token(http(server.allowedAddresses()), user, server, refused);
  }

  @Override
  public boolean requestScopes(UserId user, ProtectedServer server, List<String> scopes) {
    while (true) {
      Optional<SignInStore.Kept> kept = kept(user, server);
      if (kept.isEmpty()) {
        return true;
      }
      Grant grant = KeptJson.read(kept.get().text(), Grant.class);
      Set<String> wanted = new LinkedHashSet<>(grant.wanted());
      wanted.addAll(scopes);
      if (grant.scopes().containsAll(scopes) || wanted.size() > MOST_WANTED) {
        return false;
      }
      String text = KeptJson.write(grant.wanting(List.copyOf(wanted)));
      if (grant.wanted().containsAll(scopes)
          || store.replace(user, server.name(), kept.get().version(), text)) {
        return true;
      }
    }
  }

  /**
   * {@return the client id metadata document of this application, as JSON to serve at its address}
   *
   * @param address the address at which it is served
   * @param redirect the address of the application's callback
   */
  public String clientDocument(URI address, URI redirect) {
    return registration.document(address, redirect);
  }

  @Override
  public SignIn signIn(ProtectedServer server) {
    return new SignIn(server.name(), link.apply(server));
  }

  @Override
  public Optional<UserId> anyone(ProtectedServer server) {
    return store.latest(server.name()).filter(user -> isSignedIn(user, server));
  }

  private OAuthHttp http(List<String> more) {
    return clients.computeIfAbsent(
        more,
        entries -> {
          List<String> all = new ArrayList<>(allowedAddresses);
          all.addAll(entries);
          return new OAuthHttp(AddressGuard.allowing(all));
        });
  }

  /** Collects settings. Confined to one thread at a time. */
  public static final class Builder {
    private final SignInStore store;
    private final Function<ProtectedServer, String> link;
    private List<String> allowedAddresses = List.of();
    private String clientName = "Coda";
    private Clock clock = TimerClock.system();
    private Function<URI, Optional<URI>> documents = redirect -> Optional.empty();

    private Builder(SignInStore store, Function<ProtectedServer, String> link) {
      this.store = Objects.requireNonNull(store, "store");
      this.link = Objects.requireNonNull(link, "link");
    }

    /**
     * Permits authorization servers at addresses that are not public, as {@link
     * AddressGuard#allowing} describes them; none by default.
     *
     * @param entries the permitted addresses
     * @return this builder
     * @throws IllegalArgumentException if an entry is not an address
     */
    public Builder allowedAddresses(List<String> entries) {
      var unused = AddressGuard.allowing(entries);
      this.allowedAddresses = List.copyOf(entries);
      return this;
    }

    /**
     * Sets the name under which the application registers, which users see when they sign in;
     * {@code Coda} by default.
     *
     * @param value the name
     * @return this builder
     */
    public Builder clientName(String value) {
      this.clientName = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets the clock that decides when tokens expire; the machine's by default.
     *
     * @param value the clock
     * @return this builder
     */
    public Builder clock(Clock value) {
      this.clock = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Sets where the application serves its client id metadata document ({@link
     * OAuthSignIns#clientDocument}), which authorization servers that support it read instead of a
     * registration; nowhere by default.
     *
     * @param value returns the https address of the document for a callback; empty if authorization
     *     servers may be unable to reach it
     * @return this builder
     */
    public Builder clientDocument(Function<URI, Optional<URI>> value) {
      this.documents = Objects.requireNonNull(value);
      return this;
    }

    /** {@return the sign-ins} */
    public OAuthSignIns build() {
      return new OAuthSignIns(this);
    }
  }
}
