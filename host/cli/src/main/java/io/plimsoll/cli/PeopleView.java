package io.plimsoll.cli;

import io.plimsoll.api.identity.Person;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * People.
 *
 * @param note a sentence below the table; empty for none
 */
record PeopleView(List<Person> people, String note) implements View {
  @Override
  public void page(Page page) {
    if (!people.isEmpty()) {
      TextTable table = new TextTable().text("Address").text("Name").text("State").text("Second factor").text("Signed in").text("");
      people.forEach(
          p ->
              table.row(
                  p.email(), p.name(), Exact.name(p.state()), p.secondFactor() ? "yes" : "no", Figures.time(p.lastSignIn()),
                  p.operator() ? "operator" : ""));
      page.table(table);
    }
    if (!note.isEmpty()) {
      page.sentence("", note);
    }
  }

  @Override
  public Map<String, @Nullable Object> json() {
    return Exact.object("people", people.stream().map(PeopleView::json).toList());
  }

  static Map<String, @Nullable Object> json(Person p) {
    return Exact.object(
        "id", p.id(), "email", p.email(), "name", p.name(), "state", p.state(), "secondFactor", p.secondFactor(), "operator",
        p.operator(), "createdAt", p.createdAt(), "lastSignIn", p.lastSignIn());
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("id", "email", "name", "state", "secondFactor", "operator", "createdAt", "lastSignIn");
    people.forEach(
        p -> grid.row(p.id(), p.email(), p.name(), p.state(), p.secondFactor(), p.operator(), p.createdAt(), p.lastSignIn()));
    return grid;
  }
}
