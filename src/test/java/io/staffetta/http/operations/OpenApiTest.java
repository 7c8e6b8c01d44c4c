package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That the OpenAPI document has what the routes have. An operation that is missing belongs into one of the files under
 * src/main/resources/io/staffetta/http/openapi, with operationId = id of the route, x-role, parameters, and the errors that it may
 * answer. {@code RecordsIT} compares it with a running gateway.
 */
class OpenApiTest {

    private static final JsonNode DOCUMENT = document();
    private static final Pattern ROUTE = Pattern.compile("(?m)^- (templatedRoute|route):$");
    private static final Pattern TEMPLATED = Pattern.compile("routeId: (\\S+)");
    private static final Pattern PARAMETER = Pattern.compile("- \\{ name: (\\w+), value: (?:\"([^\"]*)\"|(\\S+)) }");
    private static final Pattern CODE =
            Pattern.compile("HttpProblem\\.of\\(\\s*[\\w.()]+,\\s*\"([a-z_]+)\"|\"(reference_conflict)\"");

    private static JsonNode document() {
        try {
            return new ObjectMapper().readTree(new OpenApi().document().body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An operation: its route, and the role that it needs. */
    private record Operation(String id, String role) {}

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> files(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .map(OpenApiTest::read)
                    .toList();
        }
    }

    /** By method and path; the role of what is no operation is not known. */
    private static Map<String, Operation> routes() throws IOException {
        Map<String, Operation> routes = new TreeMap<>();
        for (String file : files("routes", ".camel.yaml")) {
            for (String one : ROUTE.split(file)) {
                Map<String, String> parameters = PARAMETER
                        .matcher(one)
                        .results()
                        .collect(Collectors.toMap(
                                found -> found.group(1),
                                found -> found.group(2) == null ? found.group(3) : found.group(2),
                                (a, b) -> a));
                if (parameters.containsKey("path")) {
                    routes.put(
                            parameters.get("method") + " " + parameters.get("path"),
                            new Operation(first(TEMPLATED, one), parameters.get("role")));
                } else if (one.contains("uri: platform-http:/")) {
                    routes.put(
                            first(Pattern.compile("httpMethodRestrict: \"?(\\w+)"), one) + " "
                                    + first(Pattern.compile("uri: platform-http:(\\S+)"), one),
                            new Operation(first(Pattern.compile("(?m)^ {4}id: (\\S+)"), one), ""));
                }
            }
        }
        return routes;
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow(() -> new AssertionError("No " + pattern + " in:\n" + text));
    }

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        DOCUMENT.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> operations.put(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue())));
        return operations;
    }

    @Test
    void hasEveryRouteAndNoOther() throws IOException {
        Map<String, Operation> routes = routes();
        Set<String> missing = new TreeSet<>(routes.keySet());
        missing.removeAll(operations().keySet());
        Set<String> tooMany = new TreeSet<>(operations().keySet());
        tooMany.removeAll(routes.keySet());

        assertThat(routes).hasSizeGreaterThan(15);
        assertThat(missing)
                .as("routes that the files under src/main/resources/io/staffetta/http/openapi do not have")
                .isEmpty();
        assertThat(tooMany)
                .as("operations that the files under src/main/resources/io/staffetta/http/openapi have without a route")
                .isEmpty();
    }

    @Test
    void hasTheIdAndTheRoleOfEveryRoute() throws IOException {
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> operations = operations();
        routes().forEach((what, route) -> {
            JsonNode operation = operations.getOrDefault(what, DOCUMENT.path("none"));
            String role = operation.path("x-role").asText();
            if (!operation.path("operationId").asText().equals(route.id())) {
                wrong.add(what + ": operationId must be " + route.id());
            }
            if (!route.role().isEmpty() && !role.equals(route.role())) {
                wrong.add(what + ": x-role must be " + route.role() + ", not '" + role + "'");
            }
            if (!Set.of("any", "sender", "viewer", "operator", "admin").contains(role)) {
                wrong.add(what + ": x-role must be a role, not '" + role + "'");
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void hasTheParametersOfEveryPathAndTheErrorsOfEveryOperation() {
        List<String> wrong = new ArrayList<>();
        operations().forEach((what, operation) -> {
            Set<String> inPath = Pattern.compile("\\{(\\w+)}")
                    .matcher(what)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
            Set<String> told = new HashSet<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("path")) {
                    told.add(parameter.path("name").asText());
                    if (!parameter.has("example")) {
                        wrong.add(
                                what + ": parameter '" + parameter.path("name").asText() + "' needs an example");
                    }
                }
            });
            if (!told.equals(inPath)) {
                wrong.add(what + ": parameters of the path must be " + inPath);
            }
            JsonNode responses = operation.path("responses");
            if (!responses.has("401")) {
                wrong.add(what + ": response 401 is missing");
            }
            if (!operation.path("x-role").asText().equals("any") && !responses.has("403")) {
                wrong.add(what + ": response 403 is missing");
            }
            if (responses.properties().stream().noneMatch(one -> one.getKey().startsWith("2"))) {
                wrong.add(what + ": a response 2xx is missing");
            }
            if (operation.path("summary").asText().isBlank()) {
                wrong.add(what + ": summary is missing");
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void leadsToNothingThatIsNotThere() {
        assertThat(DOCUMENT.findValuesAsText("$ref")).hasSizeGreaterThan(50).allSatisfy(ref -> assertThat(
                        DOCUMENT.at(ref.substring(1)).isMissingNode())
                .as(ref)
                .isFalse());
        assertThat(DOCUMENT.findValuesAsText("operationId")).doesNotHaveDuplicates();
        assertThat(DOCUMENT.path("openapi").asText()).startsWith("3.1.");
    }

    @Test
    void namesEveryCodeOfAProblem() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String file : files("src/main/java/io/staffetta/http", ".java")) {
            for (MatchResult found : CODE.matcher(file).results().toList()) {
                codes.add(found.group(1) == null ? found.group(2) : found.group(1));
            }
        }

        assertThat(codes).contains("role_too_low", "reference_conflict", "broker_away");
        assertThat(codes).allSatisfy(code -> assertThat(DOCUMENT.toString())
                .as("code of a problem, in a description of a response")
                .contains(code));
    }
}
