package dev.coda.server.run;

import dev.coda.api.event.EventCodec;
import dev.coda.api.event.RunEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The events themselves, each as its JSON. */
enum EventFormat implements RunEncoder {
  /** A frame of server-sent events, whose id is the sequence number. */
  SERVER_SENT_EVENT {
    @Override
    public void write(RunEvent event, OutputStream out) throws IOException {
      String head = "id: " + event.seq() + "\nevent: " + event.payload().type() + "\ndata: ";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      EventCodec.write(event, out);
      out.write(END);
    }
  },
  /** The JSON alone. */
  JSON {
    @Override
    public void write(RunEvent event, OutputStream out) throws IOException {
      EventCodec.write(event, out);
    }
  };

  private static final byte[] END = {'\n', '\n'};
}
