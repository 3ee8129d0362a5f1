package dev.coda.bridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Describes the request that a tool's call becomes.
 *
 * <p>An argument named in braces in the URL's path or query goes there; the others go into the
 * query of a GET or HEAD request and into a JSON body otherwise, unless placed by name. Immutable.
 */
public final class HttpEndpoint {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "idempotency-key",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "cookie", "proxy-authorization");

  private final String method;
  private final HttpUrl url;
  private final Map<String, ArgumentPlace> places;
  private final Map<String, ArgumentStyle> styles;
  private final @Nullable String bodyArgument;
  private final Map<String, String> headers;
  private final List<String> headerSecrets;
  private final HttpAuth auth;
  private final AllowedHosts allowedHosts;
  private final RetryPolicy retry;

  private HttpEndpoint(Builder builder) {
    this.method = builder.method;
    this.url = builder.url;
    this.places = Map.copyOf(builder.places);
    this.styles = Map.copyOf(builder.styles);
    this.bodyArgument = builder.bodyArgument;
    this.headers = Map.copyOf(builder.headers);
    this.headerSecrets = List.copyOf(builder.headerSecrets);
    this.auth = builder.auth;
    this.allowedHosts = AllowedHosts.of(builder.url, builder.allowedHosts);
    this.retry = builder.retry;
  }

  /**
   * Starts a description.
   *
   * @param method GET, HEAD, POST, PUT, PATCH or DELETE
   * @param url http or https; its path and query may hold arguments such as {@code {id}}, its host
   *     may not
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Builder builder(String method, String url) {
    String upper = method.toUpperCase(Locale.ROOT);
    if (!METHODS.contains(upper)) {
      throw new IllegalArgumentException(
          "method '%s' must be one of GET, HEAD, POST, PUT, PATCH, DELETE".formatted(method));
    }
    return new Builder(upper, parse(url));
  }

  private static HttpUrl parse(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "url '%s' must be http:// or https:// with a valid host".formatted(text));
    }
    if (url.host().contains("{") || url.host().contains("}")) {
      throw new IllegalArgumentException("url must not take its host from an argument");
    }
    if (!url.username().isEmpty() || !url.password().isEmpty() || authority(text).contains("@")) {
      throw new IllegalArgumentException("url must not hold a user name or password; use auth");
    }
    if (url.fragment() != null) {
      throw new IllegalArgumentException("url must not have a fragment (#)");
    }
    return url;
  }

  private static String authority(String text) {
    int start = text.indexOf(':') + 1;
    while (start < text.length() && (text.charAt(start) == '/' || text.charAt(start) == '\\')) {
      start++;
    }
    int end = start;
    while (end < text.length() && "/\\?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(start, end);
  }

  String method() {
    return method;
  }

  HttpUrl url() {
    return url;
  }

  ArgumentPlace place(String argument) {
    ArgumentPlace place = places.get(argument);
    if (place != null) {
      return place;
    }
    return bodiless() ? ArgumentPlace.QUERY : ArgumentPlace.BODY;
  }

  /** The argument as it is written outside of a body. */
  StyledArgument styled(String argument, JsonNode value) {
    return new StyledArgument(argument, value, styles.getOrDefault(argument, ArgumentStyle.PLAIN));
  }

  Optional<String> bodyArgument() {
    return Optional.ofNullable(bodyArgument);
  }

  Map<String, String> headers() {
    return headers;
  }

  /** What must not be seen of what the service answers. */
  Redaction redaction(HttpAuth.Credentials credentials) {
    List<String> secrets = new ArrayList<>(credentials.secrets());
    secrets.addAll(headerSecrets);
    return new Redaction(secrets);
  }

  HttpAuth auth() {
    return auth;
  }

  AllowedHosts allowedHosts() {
    return allowedHosts;
  }

  RetryPolicy retry() {
    return retry;
  }

  /** Tells whether the method carries no body and, by HTTP's definition, changes nothing. */
  boolean bodiless() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Collects a description. Confined to one thread at a time. */
  public static final class Builder {
    private final String method;
    private final HttpUrl url;
    private final Map<String, ArgumentPlace> places = new LinkedHashMap<>();
    private final Map<String, ArgumentStyle> styles = new LinkedHashMap<>();
    private @Nullable String bodyArgument;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> headerSecrets = new ArrayList<>();
    private HttpAuth auth = HttpAuth.none();
    private final Set<String> allowedHosts = new LinkedHashSet<>();
    private RetryPolicy retry = RetryPolicy.standard();

    private Builder(String method, HttpUrl url) {
      this.method = method;
      this.url = url;
    }

    /** Places an argument other than by default. */
    public Builder place(String argument, ArgumentPlace place) {
      if (place == ArgumentPlace.HEADER) {
        checkHeader(argument);
      }
      places.put(argument, place);
      return this;
    }

    /**
     * Sets how an argument outside of the body is written; {@link ArgumentStyle#PLAIN} by default.
     */
    public Builder style(String argument, ArgumentStyle style) {
      styles.put(argument, style);
      return this;
    }

    /** Sends this argument's value as the whole body; null sends an object of the arguments. */
    public Builder bodyArgument(@Nullable String value) {
      this.bodyArgument = value;
      return this;
    }

    /**
     * Adds a fixed header. Secrets belong into {@link #auth}.
     *
     * @throws IllegalArgumentException also if the name is that of a credential, such as {@code
     *     X-Api-Key}
     */
    public Builder header(String name, String value) {
      return header(name, value, List.of());
    }

    /**
     * Adds a fixed header whose value was put together from other values.
     *
     * @param parts the values that nobody wrote down beside the tool. Where the name is that of a
     *     credential there must be one, and they are cut out of what the service answers
     */
    public Builder header(String name, String value, List<String> parts) {
      checkHeader(name);
      if (CredentialNames.include(name)) {
        if (parts.isEmpty()) {
          throw new IllegalArgumentException(
              "header '" + name + "' holds a secret: use auth, or ${NAME} without a default");
        }
        headerSecrets.addAll(parts);
      }
      if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7e)) {
        throw new IllegalArgumentException("the value of header '" + name + "' must be ASCII text");
      }
      headers.put(name, value);
      return this;
    }

    /** Sets how the service is told who calls; not at all by default. */
    public Builder auth(HttpAuth value) {
      this.auth = value;
      return this;
    }

    /**
     * Adds a host to which the service may redirect: a name, or {@code *.} and a name. The URL's
     * own host always may.
     */
    public Builder allowedHost(String pattern) {
      allowedHosts.add(pattern);
      return this;
    }

    /** Sets the attempts of a repeatable tool; {@link RetryPolicy#standard()} by default. */
    public Builder retry(RetryPolicy value) {
      this.retry = value;
      return this;
    }

    /** Creates the description. */
    public HttpEndpoint build() {
      return new HttpEndpoint(this);
    }

    private static void checkHeader(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!HEADER_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("'" + name + "' is no header name");
      }
      if (OWN_HEADERS.contains(lower)) {
        throw new IllegalArgumentException("header '" + name + "' is set by Coda");
      }
      if (SECRET_HEADERS.contains(lower)) {
        throw new IllegalArgumentException("header '" + name + "' holds a secret: use auth");
      }
    }
  }
}
