package dev.coda.server.socket;

import dev.coda.api.session.Stores;
import dev.coda.server.run.RunStreams;
import dev.coda.server.run.SessionFeed;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;

/** What all sockets share. Immutable. */
@Singleton
record SocketServices(
    SocketAccess access,
    OpenSockets open,
    Frames frames,
    FrameActions actions,
    RunStreams streams,
    SessionFeed feed,
    Stores stores,
    @Named("runs") ExecutorService threads) {}
