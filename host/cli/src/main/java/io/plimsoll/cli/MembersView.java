package io.plimsoll.cli;

import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Members of an organisation.
 *
 * @param note a sentence below the table; empty for none
 * @param token what the one member joins with; {@code null} for none
 */
record MembersView(List<Member> members, String note, @Nullable OneTimeToken token) implements View {
  MembersView(List<Member> members, String note) {
    this(members, note, null);
  }

  @Override
  public void page(Page page) {
    if (!members.isEmpty()) {
      TextTable table = new TextTable().text("Address").text("Name").text("Role").text("Access").text("State").text("Second factor");
      members.forEach(
          m ->
              table.row(
                  m.person().email(), m.person().name(), Exact.name(m.role()), access(m), Exact.name(m.person().state()),
                  m.person().secondFactor() ? "yes" : "no"));
      page.table(table);
    }
    if (!note.isEmpty()) {
      page.sentence("", note);
    }
  }

  @Override
  public Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> all = members.stream().map(MembersView::json).collect(Collectors.toList());
    OneTimeToken given = token;
    return given == null
        ? Exact.object("members", all)
        : Exact.object("members", all, "token", given.token(), "expiresAt", given.expiresAt());
  }

  private static Map<String, @Nullable Object> json(Member m) {
    Map<String, @Nullable Object> access = new TreeMap<>(m.access());
    return Exact.object("person", PeopleView.json(m.person()), "role", m.role(), "access", access);
  }

  @Override
  public Grid grid() {
    Grid grid = Grid.of("email", "name", "role", "access", "state", "secondFactor");
    members.forEach(
        m -> grid.row(m.person().email(), m.person().name(), m.role(), access(m), m.person().state(), m.person().secondFactor()));
    return grid;
  }

  @Override
  public String besideGrid() {
    return note;
  }

  private static String access(Member m) {
    if (m.role() == OrganisationRole.OWNER) {
      return "everything";
    }
    return m.access().isEmpty()
        ? "nothing"
        : m.access().entrySet().stream().map(e -> e.getKey() + "=" + Exact.name(e.getValue())).collect(Collectors.joining(", "));
  }
}
