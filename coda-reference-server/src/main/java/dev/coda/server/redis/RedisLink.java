package dev.coda.server.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A connection for commands and one for messages, which are of use together. Thread-safe. */
final class RedisLink implements AutoCloseable {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final Duration OPENING = Duration.ofSeconds(2);

  private final StatefulRedisConnection<String, byte[]> commands;
  private final StatefulRedisPubSubConnection<String, byte[]> messages;

  /** A channel of this link alone, on which it hears itself. */
  private final String echoes = "coda-echo-" + UUID.randomUUID();

  private volatile CompletableFuture<Void> echo = new CompletableFuture<>();

  private RedisLink(
      StatefulRedisConnection<String, byte[]> commands,
      StatefulRedisPubSubConnection<String, byte[]> messages) {
    this.commands = commands;
    this.messages = messages;
  }

  /**
   * Connects.
   *
   * @param received takes the messages of the channels, on a thread that must not block
   */
  static RedisLink open(
      RedisClient client, RedisURI address, String[] channels, Consumer<String> received)
      throws InterruptedException, ExecutionException, TimeoutException {
    StatefulRedisConnection<String, byte[]> commands =
        await(client.connectAsync(CODEC, address), OPENING);
    StatefulRedisPubSubConnection<String, byte[]> messages;
    try {
      messages = await(client.connectPubSubAsync(CODEC, address), OPENING);
    } catch (ExecutionException | TimeoutException e) {
      var _ = commands.closeAsync();
      throw e;
    }
    RedisLink link = new RedisLink(commands, messages);
    try {
      link.listen(channels, received);
    } catch (ExecutionException | TimeoutException e) {
      link.close();
      throw e;
    }
    return link;
  }

  StatefulRedisConnection<String, byte[]> commands() {
    return commands;
  }

  /**
   * Sends itself a message, which goes over both connections.
   *
   * @throws TimeoutException if it does not arrive in time
   */
  void check(Duration atMost) throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<Void> arrival = new CompletableFuture<>();
    echo = arrival;
    var _ = commands.async().publish(echoes, new byte[0]);
    await(arrival, atMost);
  }

  @Override
  public void close() {
    var _ = commands.closeAsync();
    var _ = messages.closeAsync();
  }

  static <T> T await(CompletionStage<T> result, Duration atMost)
      throws InterruptedException, ExecutionException, TimeoutException {
    return result.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void listen(String[] channels, Consumer<String> received)
      throws InterruptedException, ExecutionException, TimeoutException {
    messages.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, byte[] message) {
            if (channel.equals(echoes)) {
              echo.complete(null);
            } else {
              received.accept(new String(message, StandardCharsets.UTF_8));
            }
          }
        });
    await(messages.async().subscribe(echoes), OPENING);
    if (channels.length > 0) {
      await(messages.async().subscribe(channels), OPENING);
    }
  }
}
