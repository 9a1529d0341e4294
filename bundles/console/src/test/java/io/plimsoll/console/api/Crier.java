package io.plimsoll.console.api;

import io.plimsoll.api.notice.Delivery;
import io.plimsoll.api.notice.Notice;
import io.plimsoll.api.notice.Notifier;
import io.plimsoll.api.notice.OpenChannel;
import io.plimsoll.api.plugin.Plugin;
import io.plimsoll.api.plugin.PluginSettings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every notice; a channel needs to say where it stands. */
@Plugin(name = "crier", type = Notifier.class)
public final class Crier implements Notifier {
  private final List<String> cried = new CopyOnWriteArrayList<>();

  /** What it was told, with where. */
  List<String> cried() {
    return List.copyOf(cried);
  }

  @Override
  public OpenChannel open(PluginSettings settings) {
    String square = settings.text("square", "");
    if (square.isEmpty()) {
      settings.refuse("square", "is missing");
    }
    settings.validate();
    return new OpenChannel() {
      @Override
      public Delivery deliver(Notice notice, Instant at) {
        cried.add(square + ": " + notice.title());
        return Delivery.delivered("heard");
      }

      @Override
      public void close() {
        // Holds nothing.
      }
    };
  }
}
