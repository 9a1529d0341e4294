package io.plimsoll.console.gate;

/** The organisation asked for lets nobody in without a second factor, and the visitor has none. */
public final class SecondFactorNeeded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String organisation;

  SecondFactorNeeded(String organisation) {
    super(organisation + " lets nobody in without a second factor");
    this.organisation = organisation;
  }

  /** Which organisation asks for it. */
  public String organisation() {
    return organisation;
  }
}
