package io.plimsoll.console;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.console.api.Api;
import io.plimsoll.console.gate.OrganisationDoor;
import io.plimsoll.console.gate.SessionGate;
import io.plimsoll.console.gate.Visitor;
import io.plimsoll.console.page.AccountPage;
import io.plimsoll.console.page.AccountsPage;
import io.plimsoll.console.page.AnomaliesPage;
import io.plimsoll.console.page.AnomalyRulesPage;
import io.plimsoll.console.page.ApprovalsPage;
import io.plimsoll.console.page.AuditPage;
import io.plimsoll.console.page.BacktestPage;
import io.plimsoll.console.page.CalendarPage;
import io.plimsoll.console.page.CollectionsPage;
import io.plimsoll.console.page.ConnectionsPage;
import io.plimsoll.console.page.ExplorePage;
import io.plimsoll.console.page.Failures;
import io.plimsoll.console.page.KeysPage;
import io.plimsoll.console.page.Navigation;
import io.plimsoll.console.page.NoticesPage;
import io.plimsoll.console.page.OrganisationsPage;
import io.plimsoll.console.page.OverviewPage;
import io.plimsoll.console.page.Pages;
import io.plimsoll.console.page.PeoplePage;
import io.plimsoll.console.page.PluginsPage;
import io.plimsoll.console.page.PortfoliosPage;
import io.plimsoll.console.page.RetentionPage;
import io.plimsoll.console.page.SchedulePage;
import io.plimsoll.console.page.SettingsPage;
import io.plimsoll.console.page.SignInPage;
import io.plimsoll.console.page.SingleSignOnPage;
import io.plimsoll.console.page.SsoRoutes;
import io.plimsoll.console.page.TrustPage;
import io.plimsoll.console.page.WelcomePage;
import io.plimsoll.console.trust.Trust;
import io.plimsoll.console.work.LongWork;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** A running console: Javalin with the routes, behind one gate. */
final class ConsoleServer implements RunningServer {
  /** Less than the engine has slots, so that a crowd waits here and not half-way. */
  private static final int THREADS = 40;

  private static final int FEWEST_THREADS = 4;
  private static final int IDLE_MILLIS = 30_000;

  /** Within what the host gives a plug-in for closing. */
  private static final int DRAIN_MILLIS = 5_000;

  /** The quickest: a page is a tenth longer by it and takes half the time; files are compressed once, and better. */
  private static final int PAGE_COMPRESSION = 1;

  private static final long LONGEST_BODY = 1024 * 1024;

  private final Javalin javalin;
  private final Health health;
  private final Metrics metrics;
  private final Api api;
  private final LongWork work;
  private final URI address;
  private final @Nullable URI link;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ConsoleServer(
      Javalin javalin, Health health, Metrics metrics, Api api, LongWork work, URI address, @Nullable URI link) {
    this.javalin = javalin;
    this.health = health;
    this.metrics = metrics;
    this.api = api;
    this.work = work;
    this.address = address;
    this.link = link;
  }

  static ConsoleServer start(Plimsoll plimsoll, ServeOptions options) {
    String base = options.basePath().equals("/") ? "" : options.basePath();
    Assets assets = new Assets(base, options.brand());
    Pages pages = new Pages(new Site(base, options.brand(), assets, Navigation.standard()));
    SessionGate gate = new SessionGate(plimsoll.frontDoor());
    SignInPage signIn = new SignInPage(gate, pages, plimsoll.clock());
    Health health = new Health(plimsoll);
    Metrics metrics = new Metrics(plimsoll);
    LongWork work = new LongWork();
    Trust trust = new Trust(plimsoll);
    Api api = new Api(gate, work, trust::of);
    OrganisationDoor door = new OrganisationDoor(plimsoll.clock());
    List<RouteGroup> groups =
        List.of(
            health, metrics, assets, api, signIn, new WelcomePage(plimsoll.frontDoor(), pages, signIn),
            new AccountPage(pages, plimsoll.clock()),
            new OrganisationsPage(door, pages), new OverviewPage(door, pages), new ExplorePage(door, pages),
            new AnomaliesPage(door, pages), new CollectionsPage(door, pages), new ConnectionsPage(door, pages),
            new RetentionPage(door, pages), new AuditPage(door, pages), new TrustPage(trust, door, pages),
            new PeoplePage(door, pages), new KeysPage(door, pages), new SettingsPage(door, pages), new AccountsPage(pages),
            new PortfoliosPage(pages), new PluginsPage(pages), new SsoRoutes(gate, pages, signIn, plimsoll.clock()), new SingleSignOnPage(door, pages),
            new CalendarPage(door, pages), new AnomalyRulesPage(door, pages),
            new BacktestPage(door, pages, work.backtests()), new NoticesPage(door, pages), new SchedulePage(door, pages),
            new ApprovalsPage(door, pages, work.executions()));
    Javalin javalin = Javalin.create(config -> configure(config, options, gate, metrics, new Failures(pages), groups));
    try {
      javalin.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      work.close();
      api.close();
      metrics.close();
      throw cannotListen(options, e);
    } catch (RuntimeException e) {
      javalin.stop();
      work.close();
      api.close();
      metrics.close();
      throw e;
    }
    URI address = address(options, javalin.port());
    return new ConsoleServer(javalin, health, metrics, api, work, address, firstLink(plimsoll, address));
  }

  /** Who opens it becomes the first person of the host; {@code null} when there is somebody. */
  private static @Nullable URI firstLink(Plimsoll plimsoll, URI address) {
    return plimsoll
        .people()
        .first(Caller.system("console"))
        .map(token -> URI.create(address.toString().replaceFirst("/$", "") + WelcomePage.link(token.token())))
        .orElse(null);
  }

  private static void configure(
      JavalinConfig config, ServeOptions options, SessionGate gate, Metrics metrics, Failures failures, List<RouteGroup> groups) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.router.contextPath = options.basePath();
    config.http.maxRequestSize = LONGEST_BODY;
    config.http.defaultContentType = "text/html; charset=utf-8";
    config.http.compressionStrategy = new CompressionStrategy(null, new Gzip(PAGE_COMPRESSION));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, FEWEST_THREADS, IDLE_MILLIS);
    threads.setName("plimsoll-console");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyServer(
        server -> {
          server.setStopTimeout(DRAIN_MILLIS);
          server.insertHandler(new GracefulHandler());
        });
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendDateHeader(true);
        });
    config.requestLogger.http(metrics::record);
    config.routes.before(new SecurityHeaders());
    config.routes.before(new SameOrigin());
    config.routes.beforeMatched(new Visitor(gate));
    groups.forEach(group -> group.addTo(config.routes));
    failures.addTo(config.routes);
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public @Nullable URI oneTimeLink() {
    return link;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    health.stopping();
    javalin.stop();
    work.close();
    api.close();
    metrics.close();
  }

  private static URI address(ServeOptions options, int port) {
    String host = options.host();
    String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port + (options.basePath().equals("/") ? "/" : options.basePath() + "/"));
  }

  private static PlimsollException cannotListen(ServeOptions options, Exception cause) {
    return new PlimsollException(
        ErrorCode.INVALID_REQUEST,
        "The console cannot listen on " + options.host() + ":" + options.port() + "; the port is taken, or the address is not this machine's.",
        "Choose another port with --port, or 0 for any that is free.",
        cause);
  }
}
