package io.plimsoll.acceptance;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that puts other runs in place and collects them, again and again, until it is killed. It says what it
 * is about to collect and what it has collected, a line each.
 */
final class Collecting {
  private Collecting() {}

  /** Expects home, bundles, the day it is, the container, the folder of runs not in it, a seed. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("ready");
    if (System.in.read() < 0) {
      return;
    }
    RunShelf shelf = RunShelf.read(Path.of(arguments[3]), Path.of(arguments[4]));
    Random random = new Random(Long.parseLong(arguments[5]));
    try (Plimsoll plimsoll =
        Hosts.start(Path.of(arguments[0]), LocalDate.parse(arguments[2]), Path.of(arguments[1]))) {
      Organisation acme = plimsoll.organisation("acme", Hosts.ANN);
      while (true) {
        List<Integer> choice = shelf.choose(random);
        System.out.println("collecting " + choice);
        shelf.place(choice);
        acme.collect(new CollectRequest(null, progress -> System.out.println("reading"))).await();
        System.out.println("collected " + choice);
      }
    }
  }

  /** The runs of each month, of which one at a time lies in the container. */
  record RunShelf(Path container, Path beside, List<List<Path>> months) {
    /** Finds the runs, wherever they lie now, by their paths. */
    static RunShelf read(Path container, Path beside) throws IOException {
      List<List<Path>> months = new ArrayList<>();
      for (String line : Files.readAllLines(beside.resolve("runs.txt"))) {
        List<Path> runs = new ArrayList<>();
        for (String run : line.split(" ")) {
          runs.add(Path.of(run));
        }
        months.add(runs);
      }
      return new RunShelf(container, beside, months);
    }

    List<Integer> choose(Random random) {
      return months.stream().map(runs -> random.nextInt(runs.size())).toList();
    }

    /** Puts one run of each month into the container and takes the others out; a run moves at once. */
    void place(List<Integer> choice) throws IOException {
      for (int month = 0; month < months.size(); month++) {
        for (int i = 0; i < months.get(month).size(); i++) {
          Path run = months.get(month).get(i);
          boolean wanted = i == choice.get(month);
          Path from = (wanted ? beside : container).resolve(run);
          Path to = (wanted ? container : beside).resolve(run);
          if (Files.exists(from)) {
            Files.createDirectories(to.getParent());
            Files.move(from, to);
          }
        }
      }
    }
  }
}
