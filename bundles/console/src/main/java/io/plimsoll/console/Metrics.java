package io.plimsoll.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PluginStatus;
import io.plimsoll.console.gate.Access;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Counts and times for Prometheus: of requests by route, of plug-ins and of the JVM; nothing about an organisation. */
final class Metrics implements RouteGroup, AutoCloseable {
  private static final String NO_ROUTE = "none";

  private final Plimsoll plimsoll;
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MultiGauge calls;
  private final MultiGauge failures;
  private final MultiGauge active;

  Metrics(Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    this.calls = MultiGauge.builder("plimsoll.plugin.calls").description("Calls made into a plug-in").register(registry);
    this.failures = MultiGauge.builder("plimsoll.plugin.failures").description("Calls into a plug-in that failed").register(registry);
    this.active = MultiGauge.builder("plimsoll.plugin.active").description("1 when a plug-in can be called").register(registry);
  }

  /** Takes down one request. */
  void record(Context context, float milliseconds) {
    Timer.builder("http.server.requests")
        .description("Requests by route")
        .tag("method", context.method().name())
        .tag("route", route(context))
        .tag("status", Integer.toString(context.statusCode()))
        .serviceLevelObjectives(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1))
        .register(registry)
        .record(Duration.ofNanos((long) (milliseconds * 1_000_000)));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/metrics", this::answer, Access.OPEN);
  }

  @Override
  public void close() {
    registry.close();
  }

  private void answer(Context context) {
    List<PluginStatus> plugins = plimsoll.plugins();
    calls.register(rows(plugins, PluginStatus::calls), true);
    failures.register(rows(plugins, PluginStatus::failures), true);
    active.register(rows(plugins, p -> p.state() == PluginStatus.State.ACTIVE ? 1 : 0), true);
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
  }

  private static List<MultiGauge.Row<?>> rows(List<PluginStatus> plugins, ToDoubleFunction<PluginStatus> value) {
    return plugins.stream()
        .<MultiGauge.Row<?>>map(
            p -> MultiGauge.Row.of(Tags.of("plugin", p.name(), "kind", p.kind(), "version", p.version()), p, value))
        .toList();
  }

  /** The route as it was declared: the path itself would name organisations, and there would be no end of them. */
  private static String route(Context context) {
    Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
    return endpoint == null ? NO_ROUTE : endpoint.path;
  }
}
