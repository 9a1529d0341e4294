package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.credential.Secret;
import io.plimsoll.api.export.Layout;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code connect}. */
@Command(
    name = "connect",
    description = "Say where exports of an organisation lie; nothing is written there, ever.",
    footer = {
      "",
      "Settings: store.*, credential.*, access.*, export=NAME (which export counts when several cover one scope),",
      "focus.version=VERSION (how to read data whose manifest names none), region=NAME (where the store lies),",
      "every=6h (how often a host that collects by schedule does so; every=never for on demand alone);",
      "in short tenant, client, authority, allowed-tenants, certificate, token-file, endpoint, subscription, arm.",
      "Connecting again under the same name, to the same store, replaces the credential and all settings.",
      "",
      "Examples:",
      "  plimsoll connect acme --name azure --store /data/exports",
      "  plimsoll connect acme --name azure --store abfss://exports@acme.dfs.core.windows.net/focus \\",
      "    --credential azure-client-secret --set tenant=ID --set client=ID --secret-from env:SECRET --expires 2027-03-31",
      "  plimsoll connect acme --name other --store /data/loose --layout loose --set focus.version=1.2"
    })
final class ConnectCommand implements Callable<Integer> {
  /** At least two letters, so that C:\data stays a path. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(names = "--name", required = true, paramLabel = "CONNECTION", description = "How the connection is called.")
  private String name = "";

  @Option(names = "--store", required = true, paramLabel = "URI", description = "A folder or an address.")
  private String store = "";

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      defaultValue = "azure",
      converter = LayoutConverter.class,
      description = "azure (a manifest beside the parts) or loose (FOCUS files alone) (default: azure).")
  private Layout layout = Layout.AZURE;

  @Option(
      names = "--credential",
      paramLabel = "TYPE",
      defaultValue = "none",
      description = "The plug-in that gives access (default: none).")
  private String credential = "none";

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Mixin private final SecretOptions secret = new SecretOptions();

  ConnectCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    Connection wanted = new Connection(name, store(store), layout, credential, settings);
    Connection made;
    if (secret.isGiven()) {
      try (Secret given = secret.read(invocation.surroundings())) {
        made = invocation.organisation(organisation).connect(wanted, given, secret.expiresAt());
      }
    } else {
      secret.requireNoEnd();
      made = invocation.organisation(organisation).connect(wanted);
    }
    invocation.print(
        new SentenceView(
            "Connected " + made.name() + " to " + made.store() + ". Next: plimsoll collect " + organisation,
            Exact.object(
                "name", made.name(),
                "store", made.store().toString(),
                "layout", made.layout(),
                "credential", made.credential(),
                "settings", made.settings())));
    return ExitCode.OK.number();
  }

  /** An address as it is, a plain path as a file address. */
  static URI store(String text) {
    if (!SCHEME.matcher(text).matches()) {
      return Path.of(text).toAbsolutePath().normalize().toUri();
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST,
          "--store: '" + text + "' is not an address: " + e.getReason() + ".",
          "Write blanks and other special characters as %20 and so on, or give a plain folder.",
          e);
    }
  }

  /** Reads azure and loose. */
  static final class LayoutConverter implements ITypeConverter<Layout> {
    @Override
    public Layout convert(String text) {
      return switch (text) {
        case "azure" -> Layout.AZURE;
        case "loose" -> Layout.LOOSE;
        default -> throw new TypeConversionException("'" + text + "' is neither azure nor loose");
      };
    }
  }
}
