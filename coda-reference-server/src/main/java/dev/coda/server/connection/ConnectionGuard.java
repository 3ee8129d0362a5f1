package dev.coda.server.connection;

import dev.coda.server.origin.TrustedProxies;
import dev.coda.server.process.Stopping;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the limits of {@link ConnectionSettings} in front of every connection. Thread-safe. */
@Singleton
@SuppressWarnings("FutureReturnValueIgnored") // A refused connection is closed either way.
final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final byte[] FULL =
      """
      HTTP/1.1 503 Service Unavailable\r
      Retry-After: 5\r
      Connection: close\r
      Content-Length: 0\r
      \r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final ConnectionSettings settings;
  private final NettyHttpServerConfiguration server;
  private final ConnectionLimits limits;
  private final Predicate<InetAddress> isProxy;
  private final BooleanSupplier stopping;

  @Inject
  ConnectionGuard(
      ConnectionSettings settings,
      NettyHttpServerConfiguration server,
      TrustedProxies proxies,
      Stopping stopping) {
    this(settings, server, proxies::trusts, stopping::isBegun);
  }

  ConnectionGuard(
      ConnectionSettings settings,
      NettyHttpServerConfiguration server,
      Predicate<InetAddress> isProxy,
      BooleanSupplier stopping) {
    this.settings = settings;
    this.server = server;
    this.isProxy = isProxy;
    this.stopping = stopping;
    this.limits =
        new ConnectionLimits(settings.maxConnections(), settings.maxConnectionsPerClient());
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    NettyServerCustomizer.Registry registry = event.getBean();
    registry.register(customizer());
    return registry;
  }

  NettyServerCustomizer customizer() {
    return new NettyServerCustomizer() {
      @Override
      public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return role == ChannelRole.CONNECTION ? new Guarded(channel) : this;
      }
    };
  }

  private void refuse(Channel channel) {
    LOG.debug("Connection from {} refused: {} are open", channel.remoteAddress(), limits.open());
    channel.config().setAutoRead(false);
    channel
        .pipeline()
        .firstContext()
        .writeAndFlush(Unpooled.wrappedBuffer(FULL))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private void guard(ChannelPipeline pipeline, InetAddress address) {
    HttpDecoderConfig decoding =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(server.getMaxInitialLineLength())
            .setMaxHeaderSize(server.getMaxHeaderSize())
            .setMaxChunkSize(server.getMaxChunkSize())
            .setInitialBufferSize(server.getInitialBufferSize());
    RequestMethods methods = new RequestMethods();
    String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
    pipeline.addBefore(
        codec, "coda-stalled-response", new StalledResponse(settings.writeTimeout()));
    pipeline.addBefore(codec, "coda-decoder", new StrictRequestDecoder(decoding, methods));
    pipeline.replace(codec, codec, new ResponseEncoder(methods));
    pipeline.addAfter(codec, "coda-request-timeouts", new RequestTimeouts(settings));
    pipeline.addAfter("coda-request-timeouts", "coda-inflater", new RequestInflater());
    pipeline.addAfter("coda-inflater", "coda-lingering-close", new LingeringClose(stopping));
    pipeline.addAfter(
        "coda-lingering-close",
        WebSocketGuard.NAME,
        new WebSocketGuard(WebSocketLimits.MESSAGE_BYTES));
    // A proxy's connection brings requests of many clients.
    if (!isProxy.test(address)) {
      pipeline.addAfter(codec, "coda-refusal-pause", new RefusalPause());
    }
  }

  /** One connection. Confined to one thread at a time. */
  private final class Guarded implements NettyServerCustomizer {
    private final Channel channel;
    private final InetAddress address;
    private final boolean admitted;

    Guarded(Channel channel) {
      this.channel = channel;
      this.address = addressOf(channel);
      this.admitted = limits.admit(address);
      if (admitted) {
        channel.closeFuture().addListener(closed -> limits.release(address));
      }
    }

    @Override
    public void onInitialPipelineBuilt() {
      if (!admitted) {
        refuse(channel);
      } else if (channel.pipeline().get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC)
          != null) {
        guard(channel.pipeline(), address);
      }
    }

    private static InetAddress addressOf(Channel channel) {
      // A channel without an address is a socket of this machine.
      return channel.remoteAddress() instanceof InetSocketAddress remote
          ? remote.getAddress()
          : InetAddress.getLoopbackAddress();
    }
  }
}
