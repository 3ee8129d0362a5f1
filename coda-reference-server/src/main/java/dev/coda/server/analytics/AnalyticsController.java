package dev.coda.server.analytics;

import dev.coda.server.auth.CurrentUser;
import dev.coda.server.auth.Scope;
import dev.coda.server.auth.Scoped;
import dev.coda.server.database.ReadDatabase;
import dev.coda.server.http.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * What the caller's organization did, by default in the last 30 days. A time is a date, which is a
 * whole day in UTC, or a time of RFC 3339. Thread-safe.
 */
@Controller("/api/v1/analytics")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Scoped(Scope.READ)
class AnalyticsController {
  private static final MediaType CSV = MediaType.of("text/csv; charset=utf-8");
  private static final MediaType JSON_LINES = MediaType.of("application/jsonl");

  private final UsageReport usage;
  private final ToolReport tools;
  private final DecisionReport decisions;
  private final EventExport export;
  private final ReadDatabase database;
  private final Clock clock;

  AnalyticsController(
      UsageReport usage,
      ToolReport tools,
      DecisionReport decisions,
      EventExport export,
      ReadDatabase database,
      Clock clock) {
    this.usage = usage;
    this.tools = tools;
    this.decisions = decisions;
    this.export = export;
    this.database = database;
    this.clock = clock;
  }

  @Get("/usage")
  HttpResponse<UsageView> usage(
      CurrentUser user,
      @QueryValue @Nullable String from,
      @QueryValue @Nullable String to,
      @QueryValue(value = "group_by", defaultValue = "day")
          @Pattern(regexp = "day|model|provider|user")
          String groupBy) {
    return answer(usage.read(period(user, from, to), groupBy));
  }

  @Get("/tools")
  HttpResponse<ToolUsageView> tools(
      CurrentUser user, @QueryValue @Nullable String from, @QueryValue @Nullable String to) {
    return answer(tools.read(period(user, from, to)));
  }

  @Get("/decisions")
  HttpResponse<DecisionsView> decisions(
      CurrentUser user, @QueryValue @Nullable String from, @QueryValue @Nullable String to) {
    return answer(decisions.read(period(user, from, to)));
  }

  @Get(
      value = "/export",
      produces = {"text/csv", "application/jsonl"})
  HttpResponse<Flux<byte[]>> export(
      CurrentUser user,
      @QueryValue @Nullable String from,
      @QueryValue @Nullable String to,
      @QueryValue(defaultValue = "usage") @Pattern(regexp = "usage|tools|decisions|events")
          String dataset,
      @QueryValue(defaultValue = "csv") @Pattern(regexp = "csv|jsonl") String format,
      @QueryValue("group_by") @Nullable @Pattern(regexp = "day|model|provider|user")
          String groupBy) {
    boolean csv = format.equals("csv");
    if (groupBy != null && !dataset.equals("usage")) {
      throw ProblemException.invalid("group_by", "is for the dataset usage alone");
    }
    Period period = period(user, from, to);
    return answer(
            groupBy == null
                ? export.read(period, dataset, csv)
                : export.readUsage(period, groupBy, csv))
        .contentType(csv ? CSV : JSON_LINES)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"coda-%s.%s\"".formatted(dataset, format));
  }

  private Period period(CurrentUser user, @Nullable String from, @Nullable String to) {
    return Period.read(user.organizationId(), from, to, clock.instant());
  }

  private <T> MutableHttpResponse<T> answer(T body) {
    MutableHttpResponse<T> response = HttpResponse.ok(body);
    Duration lag = database.lag();
    return lag == null
        ? response
        : response.header("X-Replica-Lag-Ms", Long.toString(lag.toMillis()));
  }
}
