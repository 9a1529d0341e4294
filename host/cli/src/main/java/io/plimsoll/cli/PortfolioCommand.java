package io.plimsoll.cli;

import io.plimsoll.api.identity.Person;
import io.plimsoll.api.identity.Portfolio;
import io.plimsoll.api.identity.Portfolios;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code portfolio} and what can be done with portfolios. */
@Command(
    name = "portfolio",
    description = "Say who looks after several organisations; each of them decides to be shared.",
    footer = {
      "",
      "Examples:",
      "  plimsoll portfolio create msp",
      "  plimsoll portfolio add msp olga@msp.example",
      "  plimsoll member share acme msp viewer"
    })
final class PortfolioCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;
  @Spec private CommandSpec spec = CommandSpec.create();

  private PortfolioCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  static CommandLine tree(Invocation invocation) {
    return new CommandLine(new PortfolioCommand(invocation));
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Name one of list, create, add, remove and delete");
  }

  @Command(name = "list", description = "List the portfolios.")
  int list(@Mixin GlobalOptions options, @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(portfolios().list(invocation.caller()));
  }

  @Command(name = "create", description = "Make a portfolio.")
  int create(
      @Parameters(paramLabel = "NAME", description = "2 to 63 lower-case letters, digits and hyphens, a letter first.") String name,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(List.of(portfolios().create(name, invocation.caller())));
  }

  @Command(name = "add", description = "Put somebody in.")
  int add(
      @Parameters(index = "0", paramLabel = "NAME", description = "The portfolio.") String name,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(List.of(portfolios().add(name, email, invocation.caller())));
  }

  @Command(name = "remove", description = "Take somebody out.")
  int remove(
      @Parameters(index = "0", paramLabel = "NAME", description = "The portfolio.") String name,
      @Parameters(index = "1", paramLabel = "EMAIL", description = "The address.") String email,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    return print(List.of(portfolios().remove(name, email, invocation.caller())));
  }

  @Command(name = "delete", description = "End a portfolio and all that was shared with it.")
  int delete(
      @Parameters(paramLabel = "NAME", description = "The portfolio.") String name,
      @Mixin GlobalOptions options,
      @Mixin FormatOption as) {
    invocation.with(options, as);
    portfolios().delete(name, invocation.caller());
    invocation.print(new SentenceView("Portfolio " + name + " is ended.", Exact.object("portfolio", name)));
    return ExitCode.OK.number();
  }

  private Portfolios portfolios() {
    return invocation.host().people().portfolios();
  }

  private int print(List<Portfolio> portfolios) {
    invocation.print(new PortfoliosView(portfolios));
    return ExitCode.OK.number();
  }

  private record PortfoliosView(List<Portfolio> portfolios) implements View {
    @Override
    public void page(Page page) {
      if (portfolios.isEmpty()) {
        page.sentence("", "There is no portfolio. Try plimsoll portfolio create msp.");
        return;
      }
      TextTable table = new TextTable().text("Name").text("People").text("Organisations");
      portfolios.forEach(p -> table.row(p.name(), people(p), organisations(p)));
      page.table(table);
    }

    @Override
    public Map<String, @Nullable Object> json() {
      return Exact.object("portfolios", portfolios.stream().map(PortfoliosView::json).collect(Collectors.toList()));
    }

    private static Map<String, @Nullable Object> json(Portfolio p) {
      return Exact.object(
          "name", p.name(), "people", p.people().stream().map(Person::email).toList(), "shares",
          p.shares().stream().map(s -> Exact.object("organisation", s.organisation(), "role", s.role())).toList());
    }

    @Override
    public Grid grid() {
      Grid grid = Grid.of("name", "people", "organisations");
      portfolios.forEach(p -> grid.row(p.name(), people(p), organisations(p)));
      return grid;
    }

    private static String people(Portfolio p) {
      return p.people().stream().map(Person::email).collect(Collectors.joining(", "));
    }

    private static String organisations(Portfolio p) {
      return p.shares().stream().map(s -> s.organisation() + "=" + Exact.name(s.role())).collect(Collectors.joining(", "));
    }
  }
}
