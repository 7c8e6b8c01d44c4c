package io.staffetta.it.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/** Which id of a run stands for which one of a document. */
public final class PrintedIds {

    private final Map<String, String> ids = new HashMap<>();

    /** Compares what a document shows with what was printed. */
    public void learn(String shown, String printed) {
        List<String> documented = ids(shown);
        List<String> real = ids(printed);
        for (int i = 0; i < Math.min(documented.size(), real.size()); i++) {
            ids.putIfAbsent(documented.get(i), real.get(i));
        }
    }

    /** A command of a document with the ids of this run. */
    public String real(String command) {
        String real = command;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            real = real.replace(id.getKey(), id.getValue());
        }
        return real;
    }

    private static List<String> ids(String text) {
        return Printed.ID.matcher(text).results().map(MatchResult::group).toList();
    }
}
