package io.plimsoll.host;

import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.audit.AuditEvent.Outcome;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.api.web.WebServer;
import io.plimsoll.host.audit.AuditTrail;
import io.plimsoll.host.runtime.PluginLookup;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The servers of a host: their start and their end are on record, and none outlives the host. Thread-safe. */
final class WebServers implements AutoCloseable {
  private static final String CONSOLE = "console";

  private final PluginLookup plugins;
  private final AuditTrail audit;
  private final List<RecordedServer> running = new CopyOnWriteArrayList<>();

  WebServers(PluginLookup plugins, AuditTrail audit) {
    this.plugins = plugins;
    this.audit = audit;
  }

  RunningServer start(Plimsoll host, ServeOptions options, Caller caller) {
    String place = options.host() + ":" + options.port() + options.basePath();
    return audit.act(
        caller,
        "server.started",
        place,
        Map.of(),
        () -> {
          RunningServer server = plugins.find(WebServer.class, CONSOLE).start(host, options);
          RecordedServer recorded = new RecordedServer(server, server.address(), caller);
          running.add(recorded);
          return recorded;
        });
  }

  @Override
  public void close() {
    running.forEach(RecordedServer::close);
  }

  /** A server whose end is put on record. */
  private final class RecordedServer implements RunningServer {
    private final RunningServer server;
    private final URI address;
    private final Caller caller;
    private final AtomicBoolean closed = new AtomicBoolean();

    RecordedServer(RunningServer server, URI address, Caller caller) {
      this.server = server;
      this.address = address;
      this.caller = caller;
    }

    @Override
    public URI address() {
      return address;
    }

    @Override
    public @Nullable URI oneTimeLink() {
      return server.oneTimeLink();
    }

    @Override
    public void close() {
      if (!closed.compareAndSet(false, true)) {
        return;
      }
      running.remove(this);
      try {
        server.close();
      } finally {
        audit.record(caller, "server.stopped", Outcome.DONE, address.toString(), Map.of());
      }
    }
  }
}
