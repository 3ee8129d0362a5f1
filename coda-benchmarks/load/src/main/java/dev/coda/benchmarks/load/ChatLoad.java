package dev.coda.benchmarks.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.core.CoreDsl.pace;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.regex;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.core.CoreDsl.substring;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.sse;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.CheckBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Users who chat, whose chats call a tool, and who only watch; then five times as many messages as
 * the server has to manage. Each scenario begins when the one before it has ended. Every request
 * must be answered as it should, most of them in a limited time.
 */
public final class ChatLoad extends Simulation {
  private static final String CHAT = "chat";
  private static final String TOOL = "chat with a tool";
  private static final String BESIDE = "chat while others watch";
  private static final String OVERLOAD = "chat under overload";
  private static final String AFTERWARDS = "chat after overload";
  private static final Duration ARRIVAL = Duration.ofSeconds(20);
  private static final int TIMES = 5;
  private static final int AFTERWARDS_SECONDS = 10;

  private final LoadSettings settings = LoadSettings.read();
  private final @Nullable OwnServer own = settings.url().isEmpty() ? OwnServer.start() : null;
  private final String url = own == null ? settings.url() : own.url();
  private final Accounts accounts = new Accounts(url);
  private final List<String> tokens = accounts.tokens(settings);
  private final List<Assertion> assertions = new ArrayList<>();
  private final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

  /** Called by Gatling. */
  public ChatLoad() {
    HttpProtocolBuilder protocol =
        http.baseUrl(url)
            .header("Authorization", "Bearer #{token}")
            .contentTypeHeader("application/json")
            .shareConnections();
    assertions.add(global().failedRequests().count().is(0L));
    setUp(from(0)).protocols(protocol).assertions(assertions);
  }

  @Override
  public void after() {
    if (!statuses.isEmpty()) {
      System.out.println("statuses under overload: " + statuses);
    }
    if (own != null) {
      own.close();
    }
  }

  /** Returns the scenario at a position, and after it all that follow. */
  private List<PopulationBuilder> from(int position) {
    List<PopulationBuilder> scenario =
        new ArrayList<>(populations(settings.scenarios().get(position)));
    if (position + 1 < settings.scenarios().size()) {
      scenario.add(scenario.removeLast().andThen(from(position + 1)));
    }
    return scenario;
  }

  private List<PopulationBuilder> populations(String name) {
    return switch (name) {
      case "chat" -> List.of(chatting(CHAT, "Hello"));
      case "tools" -> List.of(chatting(TOOL, "what is 12*7"));
      case "viewers" -> List.of(watching(), chatting(BESIDE, "Hello"));
      case "overload" -> List.of(overload());
      default -> throw new IllegalArgumentException("There is no scenario " + name);
    };
  }

  /** Users who each send a message again and again in a session. */
  private PopulationBuilder chatting(String name, String question) {
    mustBeFast(name);
    return users(name)
        .exec(
            http("create a session")
                .post("/api/v1/sessions")
                .body(StringBody("{}"))
                .check(status().is(201), regex("\"id\"\\s*:\\s*\"([^\"]+)\"").saveAs("session")))
        .during(settings.time())
        .on(
            pace(settings.pace())
                .exec(
                    turn(name, "\"session_id\": \"#{session}\", ", question)
                        .check(status().is(200), hasEnded())))
        .injectOpen(rampUsers(settings.users()).during(ARRIVAL));
  }

  /** As many viewers as users, of runs that wait for their owners. */
  private PopulationBuilder watching() {
    List<Map<String, Object>> runs =
        tokens.stream()
            .map(token -> Map.<String, Object>of("token", token, "run", accounts.waitingRun(token)))
            .toList();
    return scenario("viewers")
        .feed(listFeeder(runs).circular())
        .exec(
            sse("watch a run")
                .get("/api/v1/runs/#{run}/events")
                .await(settings.p95())
                .on(
                    sse.checkMessage("see where it waits")
                        .matching(substring("run_paused"))
                        .check(substring("run_paused"))))
        .pause(settings.time())
        .exec(sse("leave").close())
        .injectOpen(rampUsers(settings.users()).during(ARRIVAL));
  }

  /** More messages than the server has to manage; then a few, which it must answer again. */
  private PopulationBuilder overload() {
    mustBeFast(OVERLOAD);
    mustBeFast(AFTERWARDS);
    ScenarioBuilder many =
        users(OVERLOAD)
            .exec(
                turn(OVERLOAD, "", "Hello")
                    .check(status().in(200, 429, 503).saveAs("status"))
                    .checkIf((response, _) -> response.status().code() == 200)
                    .then(hasEnded())
                    .checkIf((response, _) -> response.status().code() != 200)
                    .then(header("Retry-After").exists()))
            .exec(this::count);
    ScenarioBuilder few =
        users(AFTERWARDS)
            .pause(Duration.ofSeconds(AFTERWARDS_SECONDS))
            .exec(turn(AFTERWARDS, "", "Hello").check(status().is(200), hasEnded()));
    return many.injectOpen(
            constantUsersPerSec(TIMES * settings.perSecond()).during(settings.time()))
        .andThen(few.injectOpen(rampUsers(tokens.size()).during(AFTERWARDS_SECONDS)));
  }

  private Session count(Session session) {
    if (session.contains("status")) {
      statuses.computeIfAbsent(session.getInt("status"), _ -> new LongAdder()).increment();
    }
    return session;
  }

  private ScenarioBuilder users(String name) {
    List<Map<String, Object>> users =
        tokens.stream().map(token -> Map.<String, Object>of("token", token)).toList();
    return scenario(name).feed(listFeeder(users).circular());
  }

  private static HttpRequestActionBuilder turn(String name, String fields, String question) {
    return http(name)
        .post("/api/v1/chat/stream")
        .body(StringBody("{%s\"content\": \"%s\"}".formatted(fields, question)));
  }

  private static CheckBuilder hasEnded() {
    return substring("\"type\":\"run_finished\"");
  }

  /** Gatling prints what each of these percentiles was. */
  private void mustBeFast(String request) {
    int millis = (int) settings.p95().toMillis();
    assertions.add(details(request).responseTime().percentile(50).lte(millis / 2));
    assertions.add(details(request).responseTime().percentile(95).lte(millis));
    assertions.add(details(request).responseTime().percentile(99).lte(2 * millis));
  }
}
