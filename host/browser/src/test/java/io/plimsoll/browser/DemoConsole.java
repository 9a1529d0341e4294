package io.plimsoll.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.region.OrganisationProfile.Plan;
import io.plimsoll.api.web.RunningServer;
import io.plimsoll.api.web.ServeOptions;
import io.plimsoll.generator.DemoTenant;
import io.plimsoll.generator.Generated;
import io.plimsoll.generator.GeneratedRun;
import io.plimsoll.peers.console.Boards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The assembled bundles with the demo tenant, its console, and a browser that is signed in. Closed by the test. */
final class DemoConsole implements AutoCloseable {
  static final LocalDate TODAY = LocalDate.of(2025, 11, 20);

  /** The first person of the host. */
  static final String OWNER = "ann@demo.example";

  static final String PASSWORD = "seven quiet herons wade";

  private static final Caller TEST = Caller.system("test");
  private static final List<Path> CHROMIUM =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

  private final Boards boards = new Boards();
  private final Path home;
  private final Plimsoll host;
  private final RunningServer server;
  private final Playwright playwright;
  private final Browser browser;
  private final String session;
  private GeneratedRun replaced;
  private GeneratedRun replacement;

  /** Skips the test where there is no Chromium. */
  DemoConsole(Path home) {
    this.home = home;
    Path chromium = CHROMIUM.stream().filter(Files::isExecutable).findFirst().orElse(null);
    assumeTrue(chromium != null, "There is no Chromium; install it (apt-get install chromium) to run the tests in a browser.");
    Clock noon = Clock.fixed(TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    host =
        Plimsoll.builder().home(home).bundles(Path.of(System.getProperty("plimsoll.bundles"))).clock(noon).readers(2)
            .plugin(boards).build();
    collect(home.resolve("exports"));
    host.createOrganisation("empty", "northeurope", Plan.CORE, null, TEST);
    for (String organisation : List.of("demo", "empty")) {
      host.organisation(organisation, TEST).members().requireSecondFactor(false);
    }
    server = host.serve(ServeOptions.local(), TEST);
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright.chromium().launch(
            new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    session = enter();
  }

  private void collect(Path exports) {
    host.createOrganisation("demo", "westeurope", Plan.CONTROL, null, TEST);
    Organisation demo = host.organisation("demo", TEST);
    List<Generated> all = DemoTenant.write(exports, TODAY).exports();
    for (Generated made : all) {
      String export = made.exports().get(0);
      Path folder = made.runs().get(0).folder();
      while (!String.valueOf(folder.getFileName()).equals(export)) {
        folder = folder.getParent();
      }
      demo.connect(new Connection(export, folder.toUri(), Layout.AZURE, "none", Map.of()));
    }
    collectTwice(demo, all.get(0).runs(), exports.resolveSibling("aside"));
  }

  /** First without the last run of a month, and then with it, so that one run took another's place. */
  private void collectTwice(Organisation demo, List<GeneratedRun> runs, Path aside) {
    replacement = runs.stream().filter(run -> run.winner() && others(runs, run).findAny().isPresent()).findFirst().orElseThrow();
    replaced = others(runs, replacement).findFirst().orElseThrow();
    try {
      Files.move(replacement.folder(), aside);
      demo.collect(CollectRequest.all()).await();
      Files.move(aside, replacement.folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    demo.collect(CollectRequest.all()).await();
  }

  private static Stream<GeneratedRun> others(List<GeneratedRun> runs, GeneratedRun run) {
    return runs.stream().filter(other -> other.intact() && other.month().equals(run.month()) && !other.runId().equals(run.runId()));
  }

  /** A run that was shown until {@link #replacement()} took its place. */
  String replaced() {
    return replaced.runId();
  }

  String replacement() {
    return replacement.runId();
  }

  /** Becomes the first person, by the link that the server gave, and keeps the session for every visit. */
  private String enter() {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      page.navigate(Objects.requireNonNull(server.oneTimeLink()).toString());
      page.fill("input[name=email]", OWNER);
      page.fill("input[name=name]", "Ann");
      page.fill("input[name=password]", PASSWORD);
      page.click("button.primary");
      page.waitForURL(address("organisations"));
      return context.storageState();
    }
  }

  /** Where approved texts are written. */
  Boards boards() {
    return boards;
  }

  Path home() {
    return home;
  }

  Plimsoll host() {
    return host;
  }

  String address(String path) {
    URI base = server.address();
    return base.resolve(path).toString();
  }

  /** A window of its own, signed in. */
  BrowserContext window(ColorScheme scheme, int width, int height) {
    return browser.newContext(
        new Browser.NewContextOptions().setStorageState(session).setColorScheme(scheme).setViewportSize(width, height).setLocale("en-GB"));
  }

  /** A window of another person, who administers every connection of the demo. */
  BrowserContext other(String email) {
    OneTimeToken invited =
        Objects.requireNonNull(
            host.organisation("demo", TEST).members()
                .invite(email, "Ben", OrganisationRole.MEMBER, Map.of(Member.EVERY, AccessRole.ADMIN))
                .token());
    host.frontDoor().accept(invited.token(), null, "Ben", PASSWORD, TEST);
    BrowserContext window = browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB"));
    Page page = window.newPage();
    page.navigate(address("o/demo"));
    page.fill("input[name=email]", email);
    page.fill("input[name=password]", PASSWORD);
    page.click("button.primary");
    page.waitForURL(address("o/demo"));
    page.close();
    return window;
  }

  /** A window of somebody who is not signed in. */
  BrowserContext stranger() {
    return browser.newContext();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    host.close();
  }
}
