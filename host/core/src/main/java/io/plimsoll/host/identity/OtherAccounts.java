package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Accounts;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.Person;

/** Other people's accounts, as an operator has them who signed in. */
record OtherAccounts(Identity identity, Caller caller) implements Accounts {
  @Override
  public OneTimeToken reset(String person) {
    return identity.people().reset(email(person), caller);
  }

  @Override
  public Person resetSecondFactor(String person) {
    return identity.people().resetSecondFactor(email(person), caller);
  }

  @Override
  public Person disable(String person, boolean disabled) {
    String email = email(person);
    if (disabled && email.equals(caller.user())) {
      throw new PlimsollException(
          ErrorCode.REFUSED, "Nobody closes his own account, for nobody might be left to open it.", "Ask another operator.");
    }
    return identity.people().disable(email, disabled, caller);
  }

  @Override
  public void endSessions(String person) {
    identity.people().endSessions(email(person), caller);
  }

  private String email(String person) {
    return identity
        .people
        .byId(person)
        .orElseThrow(() -> new PlimsollException(ErrorCode.NOT_FOUND, "There is nobody with the id " + person + ".", "See who there is."))
        .person()
        .email();
  }
}
