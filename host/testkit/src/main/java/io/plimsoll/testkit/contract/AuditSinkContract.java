package io.plimsoll.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.api.audit.AuditEvent;
import io.plimsoll.api.audit.AuditScope;
import io.plimsoll.api.audit.AuditSink;
import io.plimsoll.api.identity.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link AuditSink} must do; for one that can be read back, see {@link AuditLedgerContract}. */
public abstract class AuditSinkContract extends PluginContract<AuditSink> {
  private static final Instant NOON = Instant.parse("2025-11-21T12:00:00.123456Z");

  @TempDir Path folder;

  /** For the authors of sinks. */
  protected AuditSinkContract() {
    super(AuditSink.class);
  }

  AuditSinkContract(Class<? extends AuditSink> kind) {
    super(kind);
  }

  /** The events of a scope that are in the sink, in the order they were recorded; read where the sink keeps them. */
  protected abstract List<AuditEvent> recorded(AuditScope scope);

  /** Makes recording fail from now on, as a full disk or a server that is away does. */
  protected abstract void breakDown(AuditScope scope) throws IOException;

  @Test
  void whatIsRecordedIsThereWithEveryWord() {
    AuditScope scope = scope("acme");
    AuditEvent odd =
        new AuditEvent(
            NOON.plusNanos(1), "sql.asked", new Caller("Zoë \"z\" \\", "::1", "line\nbreak and \ud83d\ude00"),
            AuditEvent.Outcome.REFUSED, "SELECT '\t'", Map.of("", "empty name", "b", "", "ä", "{\"json\": [1]}"));
    List<AuditEvent> events = List.of(event(1), odd, event(2), event(2));

    events.forEach(event -> plugin.record(scope, event));

    assertThat(recorded(scope)).as("events recorded").isEqualTo(events);
  }

  @Test
  void scopesAreKeptApart() {
    plugin.record(scope("acme"), event(1));
    plugin.record(scope("globex"), event(2));
    plugin.record(scope("acme"), event(3));

    assertThat(recorded(scope("acme"))).as("events of acme").containsExactly(event(1), event(3));
    assertThat(recorded(scope("globex"))).as("events of globex").containsExactly(event(2));
  }

  @Test
  void severalThreadsLoseNoEvent() throws Exception {
    AuditScope scope = scope("acme");
    AtomicInteger next = new AtomicInteger();

    Calls.together(
        () -> {
          for (int i = 0; i < 20; i++) {
            plugin.record(scope, event(next.incrementAndGet()));
          }
          return true;
        });

    List<AuditEvent> all = new ArrayList<>();
    for (int i = 1; i <= next.get(); i++) {
      all.add(event(i));
    }
    assertThat(recorded(scope)).as("events of all threads").containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aSinkThatStartsAgainGoesOn() throws Exception {
    AuditScope scope = scope("acme");
    plugin.record(scope, event(1));
    Calls.close(plugin);
    plugin = newPlugin();

    plugin.record(scope, event(2));

    assertThat(recorded(scope)).as("events from before and after").containsExactly(event(1), event(2));
  }

  @Test
  void anEventThatCannotBeKeptIsAnErrorSoThatTheActDoesNotHappen() throws Exception {
    AuditScope scope = scope("acme");
    breakDown(scope);

    assertThatThrownBy(() -> plugin.record(scope, event(1)))
        .as("recording where nothing can be kept")
        .isInstanceOf(RuntimeException.class);
  }

  /** A scope of this test, by name; the same name gives the same scope. */
  protected final AuditScope scope(String name) {
    return new AuditScope(name, made("data/" + name + "/audit"), made("trust/" + name));
  }

  static AuditEvent event(int number) {
    return new AuditEvent(
        NOON.plusSeconds(number), "run.published", Caller.system("contract"), AuditEvent.Outcome.DONE,
        "exports 2025-10", Map.of("run", "run-" + number, "rows", "48113"));
  }

  private Path made(String path) {
    try {
      return Files.createDirectories(folder.resolve(path));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
