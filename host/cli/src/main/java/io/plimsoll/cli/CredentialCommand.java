package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.credential.CredentialStatus;
import io.plimsoll.api.credential.Credentials;
import io.plimsoll.api.credential.Secret;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code credential}. */
@Command(
    name = "credential",
    description = "Show how the credential of a connection stands, replace its secret, or revoke it.",
    footer = {
      "",
      "A new secret is tried before it takes the place of the old one. Both acts hold from the next request on,",
      "also of a collection under way. No command shows a secret.",
      "Examples:",
      "  plimsoll credential acme azure show",
      "  plimsoll credential acme azure rotate --secret-from env:SECRET --expires 2027-03-31",
      "  plimsoll credential acme azure revoke"
    })
final class CredentialCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Mixin private final SecretOptions secret = new SecretOptions();

  @Parameters(index = "0", paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Parameters(index = "1", paramLabel = "CONNECTION", description = "The connection.")
  private String connection = "";

  @Parameters(index = "2", paramLabel = "show|rotate|revoke", converter = ActConverter.class, description = "What to do.")
  private Act act = Act.SHOW;

  private enum Act {
    SHOW,
    ROTATE,
    REVOKE
  }

  CredentialCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    if (act != Act.ROTATE && secret.isGiven()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "--secret-from goes with rotate.", "Say 'rotate', or leave the option out.");
    }
    if (act == Act.ROTATE && !secret.isGiven()) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, "A new secret is needed to rotate.", "Add --secret-from env:NAME, file:PATH or -.");
    }
    if (act != Act.ROTATE) {
      secret.requireNoEnd();
    }
    Credentials credentials = invocation.organisation(organisation).credentials();
    invocation.print(new CredentialView(act.name().toLowerCase(java.util.Locale.ROOT), done(credentials)));
    return ExitCode.OK.number();
  }

  private CredentialStatus done(Credentials credentials) {
    return switch (act) {
      case SHOW -> credentials.show(connection);
      case REVOKE -> credentials.revoke(connection);
      case ROTATE -> {
        try (Secret given = secret.read(invocation.surroundings())) {
          yield credentials.rotate(connection, given, secret.expiresAt());
        }
      }
    };
  }

  /** Reads what to do. */
  static final class ActConverter implements ITypeConverter<Act> {
    @Override
    public Act convert(String text) {
      return switch (text) {
        case "show" -> Act.SHOW;
        case "rotate" -> Act.ROTATE;
        case "revoke" -> Act.REVOKE;
        default -> throw new TypeConversionException("'" + text + "' is none of show, rotate and revoke");
      };
    }
  }
}
