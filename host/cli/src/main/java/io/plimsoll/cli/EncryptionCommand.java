package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.encryption.Encryption;
import io.plimsoll.api.encryption.EncryptionStatus;
import io.plimsoll.api.encryption.KeyRotation;
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

/** {@code encryption} and what can be done with the keys under which secrets lie. */
@Command(
    name = "encryption",
    description = "Show and replace the keys under which secrets lie at rest.",
    footer = {
      "",
      "Hosts that run go on meanwhile. A rotation that was cut off is finished by typing it again.",
      "Examples:",
      "  plimsoll encryption show",
      "  plimsoll encryption rotate --wrapping-key     # a new operator's key; every data key is wrapped again",
      "  plimsoll encryption rotate acme               # a new data key of one organisation",
      "  plimsoll encryption rotate --host             # a new data key of the host itself"
    })
final class EncryptionCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private EncryptionCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new EncryptionCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name one of show and rotate");
  }

  @Command(name = "show", description = "Show which key wraps, and whose data key an older one wraps.")
  int show(@Mixin GlobalOptions options, @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(new StatusView(encryption().status(invocation.caller())));
  }

  @Command(name = "rotate", description = "Replace the data key of an organisation, the host's, or the wrapping key.")
  int rotate(
      @Parameters(arity = "0..1", paramLabel = "ORG", description = "The organisation whose data key is replaced.") @Nullable String organisation,
      @Option(names = "--wrapping-key", description = "Wrap every data key with a new wrapping key.") boolean wrappingKey,
      @Option(names = "--host", description = "Replace the host's own data key.") boolean host,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    if ((organisation == null ? 0 : 1) + (wrappingKey ? 1 : 0) + (host ? 1 : 0) != 1) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "It is not said which key to replace, or more than one is named.",
          "Name an organisation, --host or --wrapping-key.");
    }
    if (wrappingKey) {
      KeyRotation done = encryption().rotateWrappingKey(invocation.caller());
      print(new RotationView("wrapping key", done, wrapped(done)));
      return done.complete() ? ExitCode.OK.number() : ExitCode.OTHER.number();
    }
    KeyRotation done =
        host ? encryption().rotateHostKey(invocation.caller()) : encryption().rotateDataKey(String.valueOf(organisation), invocation.caller());
    String whose = host ? "the host" : String.valueOf(organisation);
    return print(new RotationView("data key of " + whose, done, counted(done.changed(), "secret") + " of " + whose + " sealed with a new data key."));
  }

  private static String wrapped(KeyRotation done) {
    if (done.key().isEmpty()) {
      return "Nothing was sealed yet, so there is no key to replace.";
    }
    String changed = counted(done.changed(), "data key") + " wrapped with " + done.key() + ".";
    if (!done.complete()) {
      return changed + " The old key is kept for " + String.join(", ", done.waiting()) + "; type it again when they can be reached.";
    }
    return changed + (done.dropped().isEmpty() ? "" : " Nothing needs " + String.join(", ", done.dropped()) + " any more; it is gone.");
  }

  private static String counted(int count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private Encryption encryption() {
    return invocation.host().encryption();
  }

  private int print(View view) {
    invocation.print(view);
    return ExitCode.OK.number();
  }

  private record StatusView(EncryptionStatus status) implements View {
    @Override
    public void page(Page page) {
      TextTable table = new TextTable().text("").text("");
      table.row("wrapped by", status.wrapper());
      table.row("wrapping key", status.key().isEmpty() ? "none yet" : status.key());
      table.row("older keys kept", status.oldKeys().isEmpty() ? "none" : String.join(", ", status.oldKeys()));
      table.row("data keys", Integer.toString(status.dataKeys()));
      table.row("wrapped by an older key", status.waiting().isEmpty() ? "none" : String.join(", ", status.waiting()));
      page.table(table);
      if (!status.unreachable().isEmpty()) {
        page.sentence("", "Not reached: " + String.join(", ", status.unreachable()) + ".");
      }
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "wrapper", status.wrapper(), "key", status.key(), "oldKeys", status.oldKeys(), "dataKeys", status.dataKeys(),
          "waiting", status.waiting(), "unreachable", status.unreachable());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("wrapper", "key", "dataKeys", "waiting");
      grid.row(status.wrapper(), status.key(), status.dataKeys(), String.join(" ", status.waiting()));
      return grid;
    }
  }

  private record RotationView(String what, KeyRotation done, String sentence) implements View {
    @Override
    public void page(Page page) {
      page.sentence("", sentence);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object(
          "rotated", what, "key", done.key(), "changed", done.changed(), "dropped", done.dropped(), "waiting", done.waiting(),
          "complete", done.complete());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("rotated", "key", "changed", "complete");
      grid.row(what, done.key(), done.changed(), done.complete());
      return grid;
    }
  }
}
