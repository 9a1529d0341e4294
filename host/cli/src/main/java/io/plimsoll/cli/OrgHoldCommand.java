package io.plimsoll.cli;

import io.plimsoll.api.region.OrganisationProfile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code org hold}. */
@Command(
    name = "hold",
    description = "Put a legal hold on an organisation, which blocks retention and deletion, or take it off.",
    footer = {"", "Example:", "  plimsoll org hold acme on"})
final class OrgHoldCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(index = "0", paramLabel = "NAME", description = "The organisation.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "on|off", converter = SwitchConverter.class, description = "on or off.")
  private Switch hold = Switch.OFF;

  /** A value of its own: picocli takes a plain boolean for a flag without a word. */
  private enum Switch {
    ON,
    OFF
  }

  OrgHoldCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    OrganisationProfile profile = invocation.host().hold(name, hold == Switch.ON, invocation.caller());
    invocation.print(
        new SentenceView(
            profile.legalHold()
                ? name + " is under a legal hold: nothing of it is removed until the hold is off."
                : name + " is under no legal hold: its retention applies again.",
            OrganisationsView.json(profile)));
    return ExitCode.OK.number();
  }

  /** Reads on and off. */
  static final class SwitchConverter implements ITypeConverter<Switch> {
    @Override
    public Switch convert(String text) {
      return switch (text) {
        case "on" -> Switch.ON;
        case "off" -> Switch.OFF;
        default -> throw new TypeConversionException("'" + text + "' is neither on nor off");
      };
    }
  }
}
