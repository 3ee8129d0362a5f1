package dev.coda.providers.internal.wire;

import dev.coda.api.error.FailureKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the kind of a failure from a host's message, since hosts use one status for several
 * kinds: 400 also for a missing model, and 429 also for an account without credit. Thread-safe.
 */
public final class FailureWords {
  /** The statuses and codes that a failure can have, for each kind that its text can identify. */
  private static final Map<FailureKind, Set<FailureKind>> INSTEAD_OF =
      Map.of(
          FailureKind.CONTEXT_TOO_LONG,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.PROVIDER_ERROR),
          FailureKind.PROVIDER_QUOTA,
          Set.of(
              FailureKind.INVALID_REQUEST,
              FailureKind.PROVIDER_ERROR,
              FailureKind.RATE_LIMITED,
              FailureKind.PERMISSION,
              FailureKind.AUTHENTICATION),
          FailureKind.CONTENT_FILTERED,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.PROVIDER_ERROR, FailureKind.PERMISSION),
          FailureKind.MODEL_NOT_FOUND,
          Set.of(
              FailureKind.INVALID_REQUEST,
              FailureKind.PROVIDER_ERROR,
              FailureKind.PERMISSION,
              FailureKind.OVERLOADED),
          FailureKind.UNSUPPORTED,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.MODEL_NOT_FOUND),
          FailureKind.AUTHENTICATION,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.PROVIDER_ERROR, FailureKind.PERMISSION),
          FailureKind.OVERLOADED,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.PROVIDER_ERROR),
          FailureKind.RATE_LIMITED,
          Set.of(FailureKind.INVALID_REQUEST, FailureKind.PROVIDER_ERROR, FailureKind.PERMISSION));

  /** The more special before the more general. */
  private static final Map<FailureKind, Pattern> WORDS = new LinkedHashMap<>();

  private static final Pattern TOO_LARGE_AT_ONCE = Pattern.compile("request too large");

  private static final Pattern DELAY =
      Pattern.compile(
          "(?:try again|retry|retrying|wait|reset)\\D{0,30}?"
              + "((?:\\d{1,9}(?:\\.\\d{1,9})?\\s*(?:ms|milliseconds?|seconds?|secs?|s|minutes?|mins?|m"
              + "|hours?|h)(?![a-z])[\\s,]*)+)");
  private static final Pattern AMOUNT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)");

  static {
    words(
        FailureKind.PROVIDER_QUOTA,
        "insufficient[ _](?:account )?(?:balance|credits?|funds|quota)|(?:not enough|no|out"
            + " of|more|available) (?:\\w+ )?credits?\\b|credits? (?:balance|limit)|credits are"
            + " depleted|balance (?:is )?(?:too low|not enough|insufficient|exhausted)|no"
            + " (?:available )?balance|payment required|enable (?:\\w+ )*billing|billing (?:hard"
            + " )?limit|top[ -]?up|recharge|in arrears|overdue|spend(?:ing)? limit|api usage"
            + " limits?|quota (?:has been )?exhausted|余额不足|欠费|充值|无可用资源包");
    words(
        FailureKind.CONTEXT_TOO_LONG,
        "context[ _-](?:length|window|size|limit)|max(?:imum)?"
            + " context|max_model_len|(?:prompt|input|request|conversation|messages?) (?:\\w+"
            + " )?(?:is|are) too (?:long|large)|(?:prompt|input) too long|maximum (?:prompt|input)"
            + " (?:length|tokens?|size)|(?:prompt|input) (?:length|size|tokens?|token"
            + " count)[^.]{0,60}exceed|exceed\\w*[^.]{0,60}(?:token limit|number of tokens|input"
            + " (?:length|tokens?))|range of input length|too many (?:input |prompt )?tokens(?!"
            + " per)|token"
            + " count[^.]{0,60}exceed|tokens?[^.]{0,40}exceeds?[^.]{0,40}(?:maximum|limit|max)(?![^.]{0,30}per"
            + " minute)|`?inputs`?[^.]{0,60}(?:max_new_tokens|must have less than)|max_new_tokens`?"
            + " must be <=|reduce (?:the length|your prompt|the (?:number|size) of)|maximum number"
            + " of tokens|输入长度|上下文长度|超长");
    words(
        FailureKind.CONTENT_FILTERED,
        "data[ _]inspection|inappropriate content|content (?:policy|filter|management policy|exists"
            + " risk)|content_(?:policy|filter)|content filtering|safety"
            + " (?:check|system|filter|guideline)|usage guidelines|usage polic|(?:was|were|been)"
            + " flagged|moderation|considered high risk|sensitive"
            + " (?:content|information|words?)|violat\\w+ [^.]{0,60}(?:polic|guideline|terms)"
            + "|不安全|敏感内容|违规");
    words(
        FailureKind.UNSUPPORTED,
        "no endpoints found that support|(?:does|do) not (?:currently )?support"
            + " (?:tool|function|image|vision|stream|structured|response_format|json)|(?:tools?|functions?|images?|image"
            + " input|response_format|streaming) (?:is|are) not supported");
    words(
        FailureKind.MODEL_NOT_FOUND,
        "not a valid model|(?:unknown|invalid|no such|unsupported|unrecognized) model\\b|model["
            + " _]not[ _](?:found|exist|available|supported)|model (?:id |name )?is (?:invalid|not"
            + " valid)|models?\\b[^.,]{0,80}(?:does not exist|do not exist|doesn.t exist|not"
            + " found|not exist|decommissioned|been deprecated|is deprecated|been retired|no longer"
            + " (?:available|supported)|been (?:removed|withdrawn|shut down)|is not available|is"
            + " not supported|not deployed|not have access)|access to (?:the )?model|no endpoints"
            + " found|no available (?:channel|provider|distributor)|模型不存在|无可用渠道");
    words(
        FailureKind.AUTHENTICATION,
        "not authenticated|unauthorized|unauthenticated|authentication"
            + " (?:failed|required)|(?:incorrect|invalid|wrong|expired) (?:x-)?(?:api["
            + " _-]?key|token|credentials)|api[ _-]?key (?:is )?(?:not"
            + " valid|invalid|expired|incorrect)|unregistered callers|no auth credentials");
    words(
        FailureKind.RATE_LIMITED,
        "rate[ _-]?limit|too many requests|(?:requests|tokens) per (?:second|minute|hour|day)"
            + "|throttl|concurrency limit");
    words(
        FailureKind.OVERLOADED,
        "overloaded|no capacity|at capacity|capacity[ _]exceeded|(?:server|model|service|system) is"
            + " (?:too |currently |very )?busy|temporarily unavailable|no (?:healthy|available)"
            + " (?:instance|upstream|server)|high demand|系统繁忙|访问量过大");
  }

  private FailureWords() {}

  private static void words(FailureKind kind, String pattern) {
    WORDS.put(kind, Pattern.compile(pattern));
  }

  /**
   * Returns the kind of the failure.
   *
   * @param known the kind according to status and code
   * @param report the host's description
   */
  public static FailureKind refined(FailureKind known, ErrorReport report) {
    String words = report.message().toLowerCase(Locale.ROOT);
    if (known == FailureKind.RATE_LIMITED && TOO_LARGE_AT_ONCE.matcher(words).find()) {
      // More than an account is granted in a minute: no wait makes it fit.
      return FailureKind.CONTEXT_TOO_LONG;
    }
    for (Map.Entry<FailureKind, Pattern> entry : WORDS.entrySet()) {
      FailureKind kind = entry.getKey();
      boolean passes = kind == FailureKind.PROVIDER_QUOTA && report.delay() != null;
      if (!passes
          && INSTEAD_OF.getOrDefault(kind, Set.of()).contains(known)
          && entry.getValue().matcher(words).find()) {
        return kind;
      }
    }
    return known;
  }

  /**
   * Returns the wait that a sentence names, such as {@code try again in 7m12.5s}; null for none.
   */
  static @Nullable Duration delay(String message) {
    Matcher found = DELAY.matcher(message.toLowerCase(Locale.ROOT));
    if (!found.find()) {
      return null;
    }
    double millis = 0;
    Matcher amount = AMOUNT.matcher(found.group(1));
    while (amount.find()) {
      millis += Double.parseDouble(amount.group(1)) * millisIn(amount.group(2));
    }
    return Duration.ofMillis(Math.min((long) millis, Duration.ofDays(30).toMillis()));
  }

  private static double millisIn(String unit) {
    return switch (unit.charAt(0)) {
      case 's' -> 1_000;
      case 'h' -> 3_600_000;
      default -> unit.startsWith("ms") || unit.startsWith("mil") ? 1 : 60_000;
    };
  }
}
