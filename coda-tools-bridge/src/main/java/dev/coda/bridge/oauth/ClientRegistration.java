package dev.coda.bridge.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coda.api.content.CodaJson;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Makes the application known to authorization servers: by the id of the configuration, by the
 * address of its metadata document where the server reads one, or by dynamic registration (RFC
 * 7591), once in a process for each server and callback. Thread-safe.
 */
final class ClientRegistration {
  private static final MediaType JSON = MediaType.get("application/json");

  private final String clientName;
  private final Clock clock;
  private final Function<URI, Optional<URI>> documents;
  private final Map<Key, Registered> known = new ConcurrentHashMap<>();

  private record Key(String issuer, URI redirect) {}

  /**
   * A registration.
   *
   * @param until when its secret ends; null for never
   */
  private record Registered(OAuthClient client, @Nullable Instant until) {}

  ClientRegistration(String clientName, Clock clock, Function<URI, Optional<URI>> documents) {
    this.clientName = clientName;
    this.clock = clock;
    this.documents = documents;
  }

  OAuthClient client(OAuthHttp http, ProtectedServer wanted, Discovery.Found found, URI redirect)
      throws IOException {
    AuthorizationServer server = found.server();
    String id = wanted.clientId();
    if (id != null) {
      String secret = wanted.clientSecret();
      return new OAuthClient(id, secret, secret == null ? OAuthClient.NONE : secretMethod(server));
    }
    Optional<URI> document =
        server.takesClientDocuments() ? documents.apply(redirect) : Optional.empty();
    if (document.isPresent()) {
      return new OAuthClient(document.get().toString(), null, OAuthClient.NONE);
    }
    Key key = new Key(server.issuer(), redirect);
    Registered registered = known.get(key);
    if (registered == null || isOver(registered)) {
      registered = register(http, wanted, found, redirect);
      known.put(key, registered);
    }
    return registered.client();
  }

  private boolean isOver(Registered registered) {
    return registered.until() != null && !clock.instant().isBefore(registered.until());
  }

  private Registered register(
      OAuthHttp http, ProtectedServer wanted, Discovery.Found found, URI redirect)
      throws IOException {
    AuthorizationServer server = found.server();
    String endpoint = server.registrationEndpoint();
    if (endpoint == null) {
      throw new SignInException(
          "The authorization server of '%s' registers no applications: set 'clientId' in its entry."
              .formatted(wanted.name()));
    }
    Request request =
        new Request.Builder()
            .url(HttpUrl.get(endpoint))
            .header("Accept", "application/json")
            .post(RequestBody.create(metadata(found, redirect), JSON))
            .build();
    OAuthHttp.Answer answer = http.send(request);
    String id = answer.text("client_id");
    if (!answer.isOk() || id == null) {
      throw TokenRequests.refused("did not register the application", wanted.name(), answer);
    }
    String secret = answer.text("client_secret");
    String method = answer.text("token_endpoint_auth_method");
    long until = answer.json().path("client_secret_expires_at").asLong(0);
    return new Registered(
        new OAuthClient(id, secret, method == null ? asked(server) : method),
        until == 0 ? null : Instant.ofEpochSecond(until));
  }

  /** Returns the metadata document of this application at an address. */
  String document(URI address, URI redirect) {
    ObjectNode document = CodaJson.mapper().createObjectNode();
    document.put("client_id", address.toString());
    return document.setAll(metadata(redirect, OAuthClient.NONE)).toString();
  }

  private ObjectNode metadata(URI redirect, String method) {
    ObjectNode client = CodaJson.mapper().createObjectNode();
    client.put("client_name", clientName);
    client.putArray("redirect_uris").add(redirect.toString());
    client.putArray("grant_types").add("authorization_code").add("refresh_token");
    client.putArray("response_types").add("code");
    return client.put("token_endpoint_auth_method", method);
  }

  private String metadata(Discovery.Found found, URI redirect) {
    ObjectNode client = metadata(redirect, asked(found.server()));
    if (!found.scopes().isEmpty()) {
      client.put("scope", String.join(" ", found.scopes()));
    }
    return client.toString();
  }

  /** A public client, unless the server requires all clients to have a secret. */
  private static String asked(AuthorizationServer server) {
    List<String> methods = server.clientAuthentication();
    return methods.isEmpty() || methods.contains(OAuthClient.NONE)
        ? OAuthClient.NONE
        : secretMethod(server);
  }

  private static String secretMethod(AuthorizationServer server) {
    List<String> methods = server.clientAuthentication();
    return !methods.contains(OAuthClient.BASIC) && methods.contains(OAuthClient.POST)
        ? OAuthClient.POST
        : OAuthClient.BASIC;
  }
}
