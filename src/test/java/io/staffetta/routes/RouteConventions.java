package io.staffetta.routes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The conventions of the route files, as checks. Give it all files, then ask for the {@link #problems()}: each names file,
 * id and rule.
 */
final class RouteConventions {

    static final String ERROR_HANDLING = "error-handling.camel.yaml";

    private static final int MOST_LINES = 80;
    private static final String SUFFIX = ".camel.yaml";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** Those of Hohpe and Woolf's catalogue that are of use in a description, with Camel's Delayer and Throttler. */
    private static final Pattern PATTERN_NAME =
            Pattern.compile("^(Aggregator|Channel Adapter|Channel Purger|Claim Check"
                    + "|Command Message|Competing Consumers|Composed Message Processor|Content Enricher|Content Filter"
                    + "|Content-Based Router|Control Bus|Dead Letter Channel|Delayer|Detour|Document Message|Dynamic Router"
                    + "|Event Message|Event-Driven Consumer|Guaranteed Delivery|Idempotent Receiver|Invalid Message Channel"
                    + "|Message Bridge|Message Dispatcher|Message Endpoint|Message Filter|Message History|Message Router"
                    + "|Message Store|Message Translator|Messaging Gateway|Messaging Mapper|Normalizer|Pipes and Filters"
                    + "|Point-to-Point Channel|Polling Consumer|Process Manager|Publish-Subscribe Channel|Recipient List"
                    + "|Request-Reply|Resequencer|Routing Slip|Scatter-Gather|Selective Consumer|Service Activator|Smart Proxy"
                    + "|Splitter|Test Message|Throttler|Transactional Client|Wire Tap)\\b");
    /** What has steps of its own or is one: it needs an id. */
    private static final Set<String> STEPS = Set.of(
            "aggregate",
            "bean",
            "choice",
            "convertBodyTo",
            "delay",
            "doTry",
            "enrich",
            "filter",
            "from",
            "log",
            "loop",
            "marshal",
            "multicast",
            "policy",
            "pollEnrich",
            "process",
            "recipientList",
            "removeHeader",
            "removeHeaders",
            "removeProperty",
            "removeVariable",
            "rollback",
            "script",
            "setBody",
            "setHeader",
            "setHeaders",
            "setProperty",
            "setVariable",
            "setVariables",
            "split",
            "step",
            "stop",
            "threads",
            "throttle",
            "throwException",
            "to",
            "toD",
            "transacted",
            "transform",
            "unmarshal",
            "validate",
            "wireTap",
            "onException");
    /** Lists of clauses, which need ids as steps do. */
    private static final Set<String> CLAUSES = Set.of("when", "doCatch");

    private final Set<String> settings;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> stepIds = new HashMap<>();
    private final Map<String, String> routeIds = new LinkedHashMap<>();
    private final Set<String> usedSettings = new TreeSet<>();
    private final Set<String> configurations = new HashSet<>();
    /** Parameters by template. */
    private final Map<String, Set<String>> templates = new HashMap<>();
    /** Template, then the parameters given, by the route made of it. */
    private final Map<String, List<String>> templated = new LinkedHashMap<>();

    private final Map<String, Set<String>> configurationsUsed = new LinkedHashMap<>();
    private final Set<String> directs = new HashSet<>();
    private final Map<String, String> directTargets = new LinkedHashMap<>();

    private String file = "";
    private String id = "";
    private Set<String> parameters = Set.of();

    /**
     * @param settings keys of the settings that there are
     */
    RouteConventions(Set<String> settings) {
        this.settings = settings;
    }

    /**
     * Checks a file by itself.
     *
     * @param path path from the folder of the routes
     */
    RouteConventions add(Path path, String yaml) {
        file = path.toString();
        id = "";
        Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        boolean errorHandling = path.getFileName().toString().equals(ERROR_HANDLING);
        Set<String> held = new TreeSet<>();
        for (Object element : list(root)) {
            for (Map.Entry<String, Object> entry : map(element).entrySet()) {
                Map<String, Object> definition = map(entry.getValue());
                id = text(definition, "id");
                parameters = Set.of();
                switch (entry.getKey()) {
                    case "route" -> route(path, definition);
                    case "routeTemplate" -> template(path, definition);
                    case "templatedRoute" -> templated(definition);
                    case "routeConfiguration" -> configuration(definition);
                    default -> problem("holds a '" + entry.getKey() + "', not a route, template or configuration");
                }
                held.add(
                        switch (entry.getKey()) {
                            case "templatedRoute" -> "template " + text(definition, "routeTemplateRef");
                            case "routeTemplate" -> "template " + id;
                            default -> entry.getKey() + " " + id;
                        });
                boolean configuration = entry.getKey().equals("routeConfiguration");
                require(configuration == errorHandling, "must be in its own file, or in " + ERROR_HANDLING);
                everything(definition, errorHandling);
            }
        }
        id = "";
        require(
                errorHandling || held.size() == 1,
                "a file holds one route or template, or routes of one template, but this one has " + held.size());
        long lines = yaml.lines().count();
        require(
                errorHandling || lines <= MOST_LINES,
                "a file has at most " + MOST_LINES + " lines, so that it can be read at once, but this one has "
                        + lines);
        return this;
    }

    /** What is wrong with the files, and with how they fit together. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        directTargets.forEach((target, where) -> {
            if (!directs.contains(target)) {
                all.add(where + ": nothing consumes direct:" + target);
            }
        });
        templated.forEach((where, given) -> {
            Set<String> wanted = templates.get(given.get(0));
            if (wanted == null) {
                all.add(where + ": no routeTemplate '" + given.get(0) + "'");
            } else if (!wanted.equals(Set.copyOf(given.subList(1, given.size())))) {
                all.add(where + ": routeTemplate '" + given.get(0) + "' has parameters " + new TreeSet<>(wanted)
                        + ", but it gives " + new TreeSet<>(given.subList(1, given.size())));
            }
        });
        configurationsUsed.forEach((where, names) -> names.stream()
                .filter(name -> !configurations.contains(name))
                .forEach(name -> all.add(where + ": no routeConfiguration '" + name + "'")));
        stepIds.forEach((step, where) -> {
            if (routeIds.containsKey(step)) {
                all.add(where + ": step id '" + step + "' is the id of a route, in " + routeIds.get(step));
            }
        });
        return all;
    }

    /** Keys of the settings that the files use. */
    Set<String> usedSettings() {
        return usedSettings;
    }

    private void route(Path path, Map<String, Object> route) {
        named(path);
        require(routeIds.put(id, file) == null, "there is another route with this id");
        group(path, route);
        describedByPattern(route);
        owner(route);
    }

    private void template(Path path, Map<String, Object> template) {
        named(path);
        describedByPattern(template);
        Set<String> names = new HashSet<>();
        for (Object parameter : list(template.getOrDefault("parameters", List.of()))) {
            String name = text(map(parameter), "name");
            names.add(name);
            require(!text(map(parameter), "description").isBlank(), "parameter '" + name + "' has no description");
        }
        parameters = names;
        templates.put(id, names);
        Map<String, Object> route = map(template.get("route"));
        group(path, route);
        require(!text(route, "description").isBlank(), "the template's route has no description");
        owner(route);
        String yaml = route.toString();
        names.forEach(name -> require(yaml.contains("{{" + name + "}}"), "parameter '" + name + "' is not used"));
    }

    private void templated(Map<String, Object> route) {
        id = text(route, "routeId");
        require(KEBAB_CASE.matcher(id).matches(), "the id must be in kebab-case");
        require(routeIds.put(id, file) == null, "there is another route with this id");
        List<String> given = new ArrayList<>(List.of(text(route, "routeTemplateRef")));
        list(route.get("parameters")).forEach(parameter -> given.add(text(map(parameter), "name")));
        templated.put(file + " " + id, given);
    }

    private void configuration(Map<String, Object> configuration) {
        require(!text(configuration, "description").isBlank(), "has no description");
        configurations.add(id);
        for (Object clause : list(configuration.getOrDefault("onException", List.of()))) {
            Map<String, Object> onException = map(map(clause).get("onException"));
            require(
                    !text(onException, "description").isBlank(),
                    "onException '" + text(onException, "id") + "' has no description");
        }
    }

    private void named(Path path) {
        String name = path.getFileName().toString();
        require(name.equals(id + SUFFIX), "the file's name must be " + id + SUFFIX);
        require(KEBAB_CASE.matcher(id).matches(), "the id must be in kebab-case");
    }

    private void group(Path path, Map<String, Object> route) {
        String folder = path.getParent() == null ? "" : path.getParent().toString();
        require(text(route, "group").equals(folder), "group must be '" + folder + "', the file's folder");
    }

    private void describedByPattern(Map<String, Object> definition) {
        require(
                PATTERN_NAME.matcher(text(definition, "description")).find(),
                "the description must begin with the name of an Enterprise Integration Pattern");
    }

    /** Who handles the failures of a route that is called by others. */
    private void owner(Map<String, Object> route) {
        String configuration = text(route, "routeConfigurationId");
        if (!configuration.isEmpty()) {
            configurationsUsed.put(file + " " + id, Set.of(configuration));
        }
        String from = text(map(route.getOrDefault("from", Map.of())), "uri");
        if (from.startsWith("direct:")) {
            directs.add(from.substring("direct:".length()));
            boolean ofTemplate = !parameters.isEmpty();
            require(
                    ofTemplate ? from.contains("{{") : from.equals("direct:" + id),
                    "must consume direct:" + (ofTemplate ? "<name>-{{<parameter>}}" : id + ", by its id"));
        }
        boolean surfaces = map(route.getOrDefault("errorHandler", Map.of())).containsKey("noErrorHandler");
        require(
                surfaces != !configuration.isEmpty(),
                "must carry either noErrorHandler or a routeConfigurationId, so that one route owns each failure");
    }

    private void everything(Object node, boolean errorHandling) {
        if (node instanceof Collection<?> elements) {
            elements.forEach(element -> everything(element, errorHandling));
        } else if (node instanceof Map<?, ?>) {
            map(node).forEach((key, value) -> {
                require(CAMEL_CASE.matcher(key).matches(), "key '" + key + "' must be in camelCase");
                require(errorHandling || !key.equals("onException"), "onException belongs into " + ERROR_HANDLING);
                if (STEPS.contains(key) && value instanceof Map<?, ?>) {
                    step(key, map(value));
                }
                if (CLAUSES.contains(key)) {
                    list(value).forEach(clause -> step(key, map(clause)));
                }
                if ((key.equals("to") || key.equals("toD")) && value instanceof Map<?, ?>) {
                    target(text(map(value), "uri"));
                }
                require(!(STEPS.contains(key) && value instanceof String), "step '" + key + "' has no id");
                if (key.equals("parameters") && value instanceof Map<?, ?>) {
                    options(map(value));
                } else {
                    everything(value, errorHandling);
                }
            });
        } else if (node instanceof String text) {
            placeholders(text);
        }
    }

    /** Options of an endpoint, which may be called as steps are. */
    private void options(Map<String, Object> options) {
        options.forEach((key, value) -> {
            require(CAMEL_CASE.matcher(key).matches(), "key '" + key + "' must be in camelCase");
            placeholders(String.valueOf(value));
        });
    }

    private void step(String kind, Map<String, Object> step) {
        String stepId = text(step, "id");
        if (stepId.isEmpty()) {
            problem("a step '" + kind + "' has no id");
            return;
        }
        require(KEBAB_CASE.matcher(stepId).matches(), "step id '" + stepId + "' must be in kebab-case");
        String before = stepIds.put(stepId, file + " " + id);
        require(before == null, "step id '" + stepId + "' is also in " + before);
    }

    private void target(String uri) {
        if (uri.startsWith("direct:") && !uri.contains("$")) {
            directTargets.put(uri.substring("direct:".length()), file + " " + id);
        }
    }

    private void placeholders(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String key = matcher.group(1);
            usedSettings.add(key);
            require(
                    settings.contains(key) || parameters.contains(key),
                    "{{" + key + "}} is neither a setting nor a parameter");
        }
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            problem(rule);
        }
    }

    private void problem(String rule) {
        problems.add(file + " " + id + ": " + rule);
    }

    private static String text(Map<String, Object> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    private static List<?> list(Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    private static Map<String, Object> map(Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> any) {
            any.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }
}
