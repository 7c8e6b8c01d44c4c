package io.staffetta.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Processor time of the threads of a process by their kind, as Linux counts it: with native code and the kernel, which JFR
 * does not see.
 *
 * @param byKind in hundredths of a second, by the thread's name without its number
 */
record ThreadTimes(Map<String, Time> byKind) {

    /** Time in the program and in the kernel, in hundredths of a second. */
    record Time(long user, long kernel) {

        Time plus(Time other) {
            return new Time(user + other.user, kernel + other.kernel);
        }

        Time minus(Time other) {
            return new Time(user - other.user, kernel - other.kernel);
        }

        long total() {
            return user + kernel;
        }
    }

    private static final Time NONE = new Time(0, 0);

    /** Of the threads that run now. */
    static ThreadTimes of(long pid) {
        Map<String, Time> times = new HashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : (Iterable<Path>) threads::iterator) {
                add(times, thread);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ThreadTimes(times);
    }

    private static void add(Map<String, Time> times, Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // After the name, which may have blanks and brackets: state is field 3, user time field 14, kernel time 15.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String name = Files.readString(thread.resolve("comm")).strip();
            times.merge(kind(name), new Time(Long.parseLong(fields[11]), Long.parseLong(fields[12])), Time::plus);
        } catch (NoSuchFileException e) {
            // It has ended.
        }
    }

    /** What threads of a kind have in common. Linux keeps 15 characters of a name. */
    static String kind(String name) {
        String kind = name.replaceAll("[-#. ]*\\d.*$", "").strip();
        return kind.isEmpty() ? name : kind;
    }

    /** What was used since then. */
    ThreadTimes since(ThreadTimes before) {
        Map<String, Time> times = new HashMap<>();
        byKind.forEach((kind, time) -> times.put(kind, time.minus(before.byKind.getOrDefault(kind, NONE))));
        return new ThreadTimes(times);
    }

    Time sum() {
        return byKind.values().stream().reduce(NONE, Time::plus);
    }

    /** The kinds, those that used most first. */
    List<Map.Entry<String, Time>> inOrder() {
        return byKind.entrySet().stream()
                .sorted((one, other) ->
                        Long.compare(other.getValue().total(), one.getValue().total()))
                .toList();
    }
}
