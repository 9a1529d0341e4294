package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.ManagedPortfolios;
import io.plimsoll.api.identity.Portfolio;
import io.plimsoll.api.identity.Portfolios;
import java.util.List;

/** Portfolios as an operator has them who signed in: what he does is on record in his name. */
record OtherPortfolios(Identity identity, Caller caller) implements ManagedPortfolios {
  @Override
  public List<Portfolio> list() {
    return portfolios().list(caller);
  }

  @Override
  public Portfolio create(String name) {
    return portfolios().create(name, caller);
  }

  @Override
  public Portfolio add(String name, String email) {
    return portfolios().add(name, email, caller);
  }

  @Override
  public Portfolio remove(String name, String person) {
    String email =
        identity
            .people
            .byId(person)
            .orElseThrow(
                () -> new PlimsollException(ErrorCode.NOT_FOUND, "There is nobody with the id " + person + ".", "See who is in the portfolio."))
            .person()
            .email();
    return portfolios().remove(name, email, caller);
  }

  @Override
  public void delete(String name) {
    portfolios().delete(name, caller);
  }

  private Portfolios portfolios() {
    return new HostPortfolios(identity);
  }
}
