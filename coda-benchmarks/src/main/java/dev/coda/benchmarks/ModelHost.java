package dev.coda.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Replaces a model's host: streams chat completions as its path says, {@code
 * /stream/<tokens>/<every ms>/…} or {@code /loop/<rounds of tool calls>/…}. What it sends was
 * encoded beforehand, so that it is not what is measured. Thread-safe.
 */
final class ModelHost implements AutoCloseable {
  private static final int LARGEST_REQUEST = 1 << 20;

  private final MultiThreadIoEventLoopGroup threads;
  private final Channel channel;

  private ModelHost(MultiThreadIoEventLoopGroup threads, Channel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /** Runs until standard input ends; the first line it prints is its address. */
  public static void main(String[] args) throws Exception {
    try (ModelHost host = start()) {
      System.out.println(host.address());
      while (System.in.read() >= 0) {
        // The process that started it closes its input when it is done.
      }
    }
  }

  static ModelHost start() throws InterruptedException {
    MultiThreadIoEventLoopGroup threads =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ServerBootstrap server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connection
                        .pipeline()
                        .addLast(new HttpRequestDecoder())
                        .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                        .addLast(new ModelHostHandler());
                  }
                });
    Channel channel =
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).sync().channel();
    return new ModelHost(threads, channel);
  }

  /** Returns host and port. */
  String address() {
    return "127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    var _ = channel.close();
    var _ = threads.shutdownGracefully();
  }
}
