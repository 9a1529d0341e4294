package io.plimsoll.host.identity;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Portfolio;
import io.plimsoll.api.identity.Portfolios;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The portfolios of a host. */
final class HostPortfolios implements Portfolios {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,61}[a-z0-9]");

  private final Identity identity;

  HostPortfolios(Identity identity) {
    this.identity = identity;
  }

  @Override
  public List<Portfolio> list(Caller caller) {
    return identity.audit.answer(caller, "portfolios.listed", "", Map.of(), identity.portfolios::all);
  }

  @Override
  public Portfolio create(String name, Caller caller) {
    return identity.audit.act(
        caller,
        "portfolio.created",
        name,
        Map.of(),
        () -> {
          if (!NAME.matcher(name).matches()) {
            throw new PlimsollException(
                ErrorCode.INVALID_REQUEST, "'" + name + "' cannot name a portfolio.",
                "Use 2 to 63 lower-case letters, digits and hyphens, a letter first.");
          }
          if (!identity.portfolios.create(name, identity.clock.instant())) {
            throw new PlimsollException(
                ErrorCode.ALREADY_EXISTS, "There is a portfolio " + name + " already.", "Choose another name.");
          }
          return require(identity, name);
        });
  }

  @Override
  public Portfolio add(String name, String email, Caller caller) {
    return people("portfolio.joined", name, email, caller, account -> identity.portfolios.add(name, account.id()));
  }

  @Override
  public Portfolio remove(String name, String email, Caller caller) {
    return people(
        "portfolio.left",
        name,
        email,
        caller,
        account -> {
          if (!identity.portfolios.remove(name, account.id())) {
            throw new PlimsollException(
                ErrorCode.NOT_FOUND, account.person().email() + " is not in portfolio " + name + ".",
                "See who is: plimsoll portfolio list.");
          }
        });
  }

  @Override
  public void delete(String name, Caller caller) {
    identity.audit.act(
        caller,
        "portfolio.deleted",
        name,
        Map.of(),
        () -> {
          Portfolio known = require(identity, name);
          identity.portfolios.delete(name);
          return known;
        });
  }

  private interface Change {
    void of(Account account);
  }

  private Portfolio people(String act, String name, String email, Caller caller, Change change) {
    return identity.audit.act(
        caller,
        act,
        name,
        Map.of("person", Identity.normal(email)),
        () -> {
          require(identity, name);
          change.of(identity.account(email));
          return require(identity, name);
        });
  }

  static Portfolio require(Identity identity, String name) {
    return identity
        .portfolios
        .find(name)
        .orElseThrow(
            () ->
                new PlimsollException(
                    ErrorCode.NOT_FOUND, "There is no portfolio " + name + ".", "See those there are: plimsoll portfolio list."));
  }
}
