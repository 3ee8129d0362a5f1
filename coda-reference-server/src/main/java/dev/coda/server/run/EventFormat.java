package dev.coda.server.run;

import dev.coda.api.event.RunEvent;
import java.nio.charset.StandardCharsets;

/** What surrounds the JSON of an event in a protocol. */
enum EventFormat {
  /** A frame of server-sent events, whose id is the sequence number. */
  SERVER_SENT_EVENT {
    @Override
    byte[] before(RunEvent event) {
      String head = "id: " + event.seq() + "\nevent: " + event.payload().type() + "\ndata: ";
      return head.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    byte[] after() {
      return new byte[] {'\n', '\n'};
    }
  },
  /** The JSON alone. */
  JSON {
    @Override
    byte[] before(RunEvent event) {
      return new byte[0];
    }

    @Override
    byte[] after() {
      return new byte[0];
    }
  };

  abstract byte[] before(RunEvent event);

  abstract byte[] after();
}
