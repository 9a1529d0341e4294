package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.ApiKey;
import io.plimsoll.api.identity.ApiKeys;
import io.plimsoll.api.identity.NewApiKey;
import io.plimsoll.api.identity.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code key} and what can be done with the keys of an organisation. */
@Command(
    name = "key",
    description = "Make, list and revoke the keys programs use.",
    footer = {
      "",
      "Scopes: read (asking), collect, manage (changing connections, members, plug-ins, retention; reading the audit chain).",
      "A key never opens more than the person it belongs to may.",
      "Examples:",
      "  plimsoll key create acme --for ann@acme.example --name nightly --scope read --expires 2027-01-01",
      "  plimsoll key revoke acme plm_k3v9xw2q"
    })
final class KeyCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private KeyCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new KeyCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name one of create, list and revoke");
  }

  @Command(name = "create", description = "Make a key and show it this once.")
  int create(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Option(names = "--for", required = true, paramLabel = "EMAIL", description = "The member in whose name it is used.") String email,
      @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is for.") String name,
      @Option(names = "--scope", required = true, paramLabel = "SCOPE", split = ",", description = "read, collect or manage; several with commas.") List<String> scopes,
      @Option(names = "--expires", paramLabel = "DATE", converter = Days.DayConverter.class, description = "The day it ends (default: never).") @Nullable LocalDate expires,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    Instant end = expires == null ? null : expires.atStartOfDay(ZoneOffset.UTC).toInstant();
    NewApiKey made = keys(organisation).create(email, name, scopes(scopes), end);
    return print(
        new KeysView(List.of(made.key()), "This is the key, shown this once; keep it like a password: " + made.secret(), made.secret()));
  }

  @Command(name = "list", description = "List the keys.")
  int list(
      @Parameters(paramLabel = "ORG", description = "The organisation.") String organisation,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    List<ApiKey> all = keys(organisation).list();
    return print(new KeysView(all, all.isEmpty() ? organisation + " has no key." : "", null));
  }

  @Command(name = "revoke", description = "End a key; the next use of it is refused.")
  int revoke(
      @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.") String organisation,
      @Parameters(index = "1", paramLabel = "PREFIX", description = "The first 12 characters of the key.") String prefix,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(new KeysView(List.of(keys(organisation).revoke(prefix)), "The key opens nothing any more.", null));
  }

  private ApiKeys keys(String organisation) {
    return invocation.organisation(organisation).keys();
  }

  private int print(View view) {
    invocation.print(view);
    return ExitCode.OK.number();
  }

  private static Set<Scope> scopes(List<String> words) {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String word : words) {
      scopes.add(
          Arrays.stream(Scope.values())
              .filter(s -> Exact.name(s).equals(word.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new PlimsollException(
                          ErrorCode.INVALID_REQUEST, "'" + word + "' is no scope.", "These are: read, collect, manage.")));
    }
    return scopes;
  }

  private record KeysView(List<ApiKey> keys, String note, @Nullable String secret) implements View {
    @Override
    public void page(Page page) {
      if (!keys.isEmpty()) {
        TextTable table = new TextTable().text("Prefix").text("Name").text("Person").text("Scopes").text("Made").text("Ends").text("State");
        keys.forEach(
            k ->
                table.row(
                    k.prefix(), k.name(), k.email(), scopes(k), Figures.time(k.createdAt()),
                    k.expiresAt() == null ? "never" : Figures.time(k.expiresAt()), k.revokedAt() == null ? "" : "revoked"));
        page.table(table);
      }
      if (!note.isEmpty()) {
        page.sentence("", note);
      }
    }

    @Override
    public Map<String, @Nullable Object> json() {
      List<Map<String, @Nullable Object>> all = keys.stream().map(KeysView::json).collect(Collectors.toList());
      return secret == null ? Exact.object("keys", all) : Exact.object("keys", all, "secret", secret);
    }

    private static Map<String, @Nullable Object> json(ApiKey k) {
      return Exact.object(
          "prefix", k.prefix(), "organisation", k.organisation(), "email", k.email(), "name", k.name(), "scopes",
          k.scopes().stream().map(Exact::name).toList(), "createdAt", k.createdAt(), "expiresAt", k.expiresAt(), "revokedAt",
          k.revokedAt());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("prefix", "name", "email", "scopes", "createdAt", "expiresAt", "revokedAt");
      keys.forEach(k -> grid.row(k.prefix(), k.name(), k.email(), scopes(k), k.createdAt(), k.expiresAt(), k.revokedAt()));
      return grid;
    }

    @Override
    public String besideGrid() {
      return note;
    }

    private static String scopes(ApiKey key) {
      return key.scopes().stream().map(Exact::name).collect(Collectors.joining(", "));
    }
  }
}
