package io.plimsoll.cli;

import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.identity.SingleSignOn;
import io.plimsoll.api.identity.SingleSignOnSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sso} and what can be done with the single sign-on of an organisation. */
@Command(
    name = "sso",
    description = "Let the people of an organisation sign in where they have an account.",
    footer = {
      "",
      "The provider is asked before anything is changed. It sends people back to ADDRESS-OF-THE-CONSOLE/sso/ORG/callback.",
      "Who shall get in by it is invited so: plimsoll member invite ORG EMAIL --sign-in sso",
      "Examples:",
      "  plimsoll sso set acme entra-id --set tenant=ID --set client-id=ID --secret-from env:CLIENT_SECRET",
      "  plimsoll sso set acme oidc --set issuer=https://login.acme.example --set client-id=plimsoll",
      "  plimsoll sso remove acme"
    })
final class SsoCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private SsoCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new SsoCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name one of show, set and remove");
  }

  @Command(name = "show", description = "Show single sign-on as it is set up, without its secret.")
  int show(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    SingleSignOnSettings now = singleSignOn(organisation).get().orElse(null);
    return now == null
        ? print(
            new SentenceView(
                organisation + " has no single sign-on.", Exact.object("organisation", organisation, "provider", null)))
        : print(new SettingsView(now));
  }

  @Command(name = "set", description = "Set it up, in place of what was.")
  int set(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "PROVIDER", description = "entra-id, oidc, or another plug-in.") String provider,
      @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the provider; may be repeated.") @Nullable Map<String, String> settings,
      @Option(names = "--secret-from", paramLabel = "env:NAME|file:PATH|-", description = "Where to read the client secret; without it, the one before stays.") @Nullable String secretFrom,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Map<String, String> given = settings == null ? Map.of() : settings;
    if (secretFrom == null) {
      return print(new SettingsView(singleSignOn(organisation).set(provider, given, null)));
    }
    try (Secret secret = SecretOptions.read(secretFrom, invocation.surroundings())) {
      return print(new SettingsView(singleSignOn(organisation).set(provider, given, secret)));
    }
  }

  @Command(name = "remove", description = "End it, and the sessions it vouched for.")
  int remove(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    singleSignOn(organisation).remove();
    return print(
        new SentenceView(
            organisation + " has no single sign-on any more; its sessions have ended.", Exact.object("organisation", organisation)));
  }

  private SingleSignOn singleSignOn(String organisation) {
    return invocation.organisation(organisation).singleSignOn();
  }

  private int print(View view) {
    invocation.print(view);
    return ExitCode.OK.number();
  }

  private record SettingsView(SingleSignOnSettings now) implements View {
    @Override
    public void page(Page page) {
      TextTable table = new TextTable().text("Setting").text("Value");
      table.row("provider", now.provider());
      now.settings().forEach(table::row);
      table.row("client secret", now.secret() ? "sealed" : "none");
      page.table(table);
      page.sentence("", "People of " + now.organisation() + " sign in at /sso/" + now.organisation() + " of the console.");
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "organisation", now.organisation(), "provider", now.provider(), "settings", now.settings(), "secret", now.secret(),
          "changedAt", now.changedAt());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("setting", "value");
      grid.row("provider", now.provider());
      now.settings().forEach(grid::row);
      grid.row("clientSecret", now.secret());
      return grid;
    }
  }
}
