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
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Describes the HTTP request that is made for a call of a tool.
 *
 * <p>If the URL's path or query contains the name of an argument in braces, the argument replaces
 * it. Other arguments are sent in the query of a GET or HEAD request, and in a JSON body of other
 * requests, unless their place is set. Immutable.
 */
public final class HttpEndpoint {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final String CONTENT_TYPE = "content-type";
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
  private final Map<String, String> wireNames;
  private final @Nullable String bodyArgument;
  private final @Nullable String contentType;
  private final boolean bodyOptional;
  private final Map<String, String> headers;
  private final List<String> secrets;
  private final HttpAuth auth;
  private final AllowedHosts allowedHosts;
  private final RetryPolicy retry;

  private HttpEndpoint(Builder builder) {
    this.method = builder.method;
    this.url = builder.url;
    this.places = Map.copyOf(builder.places);
    this.styles = Map.copyOf(builder.styles);
    this.wireNames = Map.copyOf(builder.wireNames);
    this.bodyArgument = builder.bodyArgument;
    this.contentType = builder.contentType;
    this.bodyOptional = builder.bodyOptional;
    this.headers = Map.copyOf(builder.headers);
    this.secrets = List.copyOf(builder.secrets);
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
   * @return a builder with the defaults
   * @throws IllegalArgumentException with a sentence about the problem
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

  /** The argument as it is written outside of a JSON body. */
  StyledArgument styled(String argument, String wireName, JsonNode value) {
    return new StyledArgument(wireName, value, style(argument));
  }

  ArgumentStyle style(String argument) {
    return styles.getOrDefault(argument, ArgumentStyle.PLAIN);
  }

  /** The service's names of arguments. */
  String wireName(String argument) {
    return wireNames.getOrDefault(argument, argument);
  }

  /** The body's media type; empty for JSON under its usual name. */
  Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  /** Returns whether a call without arguments for the body is sent without one. */
  boolean isBodyOptional() {
    return bodyOptional;
  }

  Optional<String> bodyArgument() {
    return Optional.ofNullable(bodyArgument);
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The values that must be removed from the service's answers. */
  Redaction redaction(HttpAuth.Credentials credentials) {
    List<String> all = new ArrayList<>(credentials.secrets());
    all.addAll(secrets);
    return new Redaction(all);
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

  /** Returns whether the method carries no body and, by HTTP's definition, changes nothing. */
  boolean bodiless() {
    return isBodiless(method);
  }

  private static boolean isBodiless(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** Collects a description. Confined to one thread at a time. */
  public static final class Builder {
    private final String method;
    private final HttpUrl url;
    private final Map<String, ArgumentPlace> places = new LinkedHashMap<>();
    private final Map<String, ArgumentStyle> styles = new LinkedHashMap<>();
    private final Map<String, String> wireNames = new LinkedHashMap<>();
    private @Nullable String bodyArgument;
    private @Nullable String contentType;
    private boolean bodyOptional;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>();
    private HttpAuth auth = HttpAuth.none();
    private final Set<String> allowedHosts = new LinkedHashSet<>();
    private RetryPolicy retry = RetryPolicy.standard();

    private Builder(String method, HttpUrl url) {
      this.method = method;
      this.url = url;
    }

    /**
     * Sets the place of an argument.
     *
     * @param argument the name of the argument
     * @param place its place
     * @return this builder
     */
    public Builder place(String argument, ArgumentPlace place) {
      if (place == ArgumentPlace.HEADER) {
        checkHeader(wireNames.getOrDefault(argument, argument));
        if (argument.equalsIgnoreCase(CONTENT_TYPE)) {
          throw new IllegalArgumentException("header 'Content-Type' is fixed: use headers");
        }
      }
      if (place == ArgumentPlace.BODY && isBodiless(method)) {
        throw new IllegalArgumentException(
            "a %s has no body: leave '%s' to the query, or use another method"
                .formatted(method, argument));
      }
      places.put(argument, place);
      return this;
    }

    /**
     * Sets the name under which the service expects an argument; by default the argument's own
     * name. Call this before {@link #place}.
     *
     * @param argument the name of the argument
     * @param name the name that the service expects
     * @return this builder
     */
    public Builder wireName(String argument, String name) {
      wireNames.put(argument, name);
      return this;
    }

    /**
     * Sets the style of an argument outside of the body; {@link ArgumentStyle#PLAIN} by default.
     *
     * @param argument the name of the argument
     * @param style the style
     * @return this builder
     */
    public Builder style(String argument, ArgumentStyle style) {
      styles.put(argument, style);
      return this;
    }

    /**
     * Sends this argument's value as the whole body; null sends an object of the arguments.
     *
     * @param value the name of the argument; null for an object of the arguments
     * @return this builder
     */
    public Builder bodyArgument(@Nullable String value) {
      if (value != null && isBodiless(method)) {
        throw new IllegalArgumentException(
            "a %s has no body for '%s': use another method".formatted(method, value));
      }
      this.bodyArgument = value;
      return this;
    }

    /**
     * Sets the media type of the body: a JSON type such as {@code application/vnd.api+json}, {@code
     * application/x-www-form-urlencoded}, {@code multipart/form-data}, or another type for a {@link
     * #bodyArgument} that is text. {@code application/json} by default.
     *
     * @param value the media type of the body
     * @return this builder
     */
    public Builder contentType(String value) {
      if (MediaType.parse(value) == null) {
        throw new IllegalArgumentException("'" + value + "' is not a media type");
      }
      this.contentType = value;
      return this;
    }

    /**
     * Sets whether a call without arguments for the body is sent without a body; false by default.
     *
     * @param value true to leave it out
     * @return this builder
     */
    public Builder bodyOptional(boolean value) {
      this.bodyOptional = value;
      return this;
    }

    /**
     * Adds a value that must not appear in the service's answers, such as a key in the URL.
     *
     * @param value the secret
     * @return this builder
     */
    public Builder secret(String value) {
      secrets.add(value);
      return this;
    }

    /**
     * Adds a fixed header. For secrets, use {@link #auth}. {@code Content-Type} sets the {@link
     * #contentType}.
     *
     * @param name the name of the header
     * @param value the value of the header
     * @return this builder
     * @throws IllegalArgumentException also if the name is that of a credential, such as {@code
     *     X-Api-Key}
     */
    public Builder header(String name, String value) {
      return header(name, value, List.of());
    }

    /**
     * Adds a fixed header whose value was composed of other values.
     *
     * @param name the name of the header
     * @param value the value of the header
     * @param parts the values in it that do not come from the tool's description, such as secrets.
     *     They are removed from the service's answers. If the header's name is that of a
     *     credential, there must be at least one
     * @return this builder
     */
    public Builder header(String name, String value, List<String> parts) {
      checkHeader(name);
      if (name.equalsIgnoreCase(CONTENT_TYPE)) {
        return contentType(value);
      }
      if (CredentialNames.include(name)) {
        if (parts.isEmpty()) {
          throw new IllegalArgumentException(
              "header '" + name + "' holds a secret: use auth, or ${NAME} without a default");
        }
        secrets.addAll(parts);
      }
      if (value.chars().anyMatch(c -> (c < 0x20 && c != '\t') || c > 0x7e)) {
        throw new IllegalArgumentException("the value of header '" + name + "' must be ASCII text");
      }
      headers.put(name, value);
      return this;
    }

    /**
     * Sets the authentication of calls; none by default.
     *
     * @param value the authentication
     * @return this builder
     */
    public Builder auth(HttpAuth value) {
      this.auth = value;
      return this;
    }

    /**
     * Adds a host to which the service may redirect: a name, or {@code *.} and a name. The host of
     * the URL is always allowed.
     *
     * @param pattern the pattern
     * @return this builder
     */
    public Builder allowedHost(String pattern) {
      allowedHosts.add(pattern);
      return this;
    }

    /**
     * Sets the attempts of a repeatable tool; {@link RetryPolicy#standard()} by default.
     *
     * @param value the attempts of a repeatable tool
     * @return this builder
     */
    public Builder retry(RetryPolicy value) {
      this.retry = value;
      return this;
    }

    /** {@return the description} */
    public HttpEndpoint build() {
      return new HttpEndpoint(this);
    }

    private static void checkHeader(String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!HEADER_NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("'" + name + "' is not a header name");
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
