package io.plimsoll.acceptance;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/** A program that collects and says which notices left it; the other side has them, and it never learns. */
final class NoticeRun {
  private NoticeRun() {}

  /** Says the id of each notice it is handed, and does not return from that. */
  @Plugin(name = "recorder", type = Notifier.class)
  public static final class Telling implements Notifier {
    @Override
    public OpenChannel open(PluginSettings settings) {
      settings.secret("key", "");
      settings.validate();
      return new OpenChannel() {
        @Override
        public Delivery deliver(Notice notice, Instant at) {
          System.out.println("sent " + notice.id());
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Delivery.unavailable("interrupted", null);
        }

        @Override
        public void close() {
          // Holds nothing.
        }
      };
    }
  }

  /** Expects home, a day, and the folder of the bundles. */
  public static void main(String[] arguments) throws Exception {
    Clock noon =
        Clock.fixed(LocalDate.parse(arguments[1]).atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    Plimsoll host =
        Plimsoll.builder().home(Path.of(arguments[0])).bundles(Path.of(arguments[2])).plugin(new Telling()).clock(noon)
            .readers(2).build();
    host.organisation("acme", Hosts.ANN).collect(CollectRequest.all()).await();
    while (System.in.read() >= 0) {
      // The threads that send end with the process, which is killed.
      continue;
    }
  }
}
