// SPDX-License-Identifier: MIT
// Reads the sources under the directory given and reports, as file:line: message, what breaks the layout of
// the project: an include that goes against the direction of the layers, a library outside its room, a file
// that grew too long or has no licence line, a name that does not belong to the top level. Needs nothing but
// the standard library, so that it can judge everything else.

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;
using namespace std::string_view_literals;

namespace {

constexpr std::size_t MaxLines = 450;
constexpr std::size_t LicenceWithin = 3; // lines; a script's first one is its interpreter

constexpr std::array TopLevel{"CMakeLists.txt"sv, "CMakePresets.json"sv, "CMakeUserPresets.json"sv,
    "README.md"sv, "CHANGELOG.md"sv, "LICENSE"sv, "app"sv, "model"sv, "ui"sv, "resources"sv, "tests"sv,
    "packaging"sv};
// What building leaves behind; .gitignore keeps it out of the repository.
constexpr std::array TopLevelIgnored{"build"sv, "out"sv, "compile_commands.json"sv};

/// A folder with what its files may include: ours by prefix from the repository root, and Qt by module.
/// The longest matching path wins, so a folder not named here answers to its parent.
struct Room
{
    std::string_view path;
    std::vector<std::string_view> ours;
    std::vector<std::string_view> qtModules; // empty: any
};

const std::vector<Room> Rooms{
    {"model/support/", {"model/support/"}, {"QtCore"}},
    {"model/call/", {"model/call/", "model/support/"}, {"QtCore"}},
    {"model/spec/", {"model/spec/", "model/call/", "model/support/"}, {"QtCore"}},
    // Identity reports its conflicts as findings; of the spec it knows no more than that.
    {"model/identity/", {"model/identity/", "model/spec/finding.h", "model/call/", "model/support/"},
        {"QtCore"}},
    {"model/code/", {"model/code/", "model/spec/", "model/call/", "model/support/"}, {"QtCore"}},
    {"model/doctor/", {"model/doctor/", "model/spec/finding.h", "model/call/", "model/support/"}, {"QtCore"}},
    // Its page looks like the report of one session.
    {"model/compare/",
        {"model/compare/", "model/session/exports/htmlhead.h", "model/identity/", "model/spec/",
            "model/call/", "model/support/"},
        {"QtCore"}},
    {"model/diff/", {"model/diff/", "model/spec/", "model/call/", "model/support/"}, {"QtCore"}},
    // What leaves a session also tells who the calls belong to.
    {"model/session/exports/",
        {"model/session/", "model/identity/", "model/spec/", "model/call/", "model/support/"}, {"QtCore"}},
    {"model/session/", {"model/session/", "model/spec/", "model/call/", "model/support/"}, {"QtCore"}},
    {"model/query/", {"model/query/", "model/call/", "model/support/"}, {"QtCore"}},
    {"model/items/",
        {"model/items/", "model/session/", "model/spec/", "model/diff/", "model/compare/", "model/identity/", "model/query/",
            "model/code/", "model/call/", "model/support/"},
        {"QtCore"}},
    {"model/", {}, {"QtCore"}}, // no sources outside a room
    {"app/capture/", {"app/capture/", "model/"}, {"QtCore", "QtNetwork"}},
    {"app/relay/", {"app/relay/", "model/"}, {"QtCore", "QtNetwork"}},
    {"app/cli/", {"app/cli/", "app/capture/", "app/relay/", "model/"}, {"QtCore"}},
    {"app/", {"app/", "ui/", "model/"}, {}},
    {"ui/", {"ui/", "model/"}, {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets"}},
};

/// A library, the rooms that may see it, and in how many files.
struct Library
{
    std::string_view include; // prefix of what stands between the angle brackets
    std::vector<std::string_view> rooms;
    std::size_t maxFiles;
};

constexpr std::size_t AnyNumber = static_cast<std::size_t>(-1);

const std::vector<Library> Libraries{
    {"boost/", {"app/capture/"}, 1}, {"simdjson", {"model/call/"}, 1},
    {"sqlite3.h", {"model/session/"}, AnyNumber},
    {"nlohmann/", {"model/spec/", "model/session/", "app/capture/", "app/cli/"}, AnyNumber},
    {"zlib.h", {"model/session/", "app/capture/"}, AnyNumber}, {"openssl/", {"app/capture/"}, AnyNumber},
    {"qrencode.h", {"model/support/"}, 1}, // for the window and the terminal
};

bool startsWithOneOf(std::string_view text, std::span<const std::string_view> prefixes)
{
    return std::ranges::any_of(
        prefixes, [text](std::string_view prefix) { return text.starts_with(prefix); });
}

std::string joined(std::span<const std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text.empty() ? "nothing" : text;
}

class Check
{
public:
    explicit Check(fs::path root)
        : m_root(std::move(root))
    {
    }

    void run()
    {
        topLevel();
        for (const std::string_view folder :
            {"app"sv, "model"sv, "ui"sv, "packaging"sv, "resources"sv, "tests"sv})
            walk(m_root / folder);
        if (fs::exists(m_root / "CMakeLists.txt"))
            read(m_root / "CMakeLists.txt");
        libraries();
    }

    [[nodiscard]] std::vector<std::string> problems() const
    {
        std::vector<std::string> sorted = m_problems;
        std::ranges::sort(sorted);
        return sorted;
    }
    [[nodiscard]] std::size_t files() const { return m_files; }

private:
    struct Place
    {
        std::string file; // from the root, with slashes
        std::size_t line;
    };

    void report(const Place &place, const std::string &message)
    {
        m_problems.push_back(place.file + ':' + std::to_string(place.line) + ": " + message);
    }

    void topLevel()
    {
        for (const fs::directory_entry &entry : fs::directory_iterator(m_root)) {
            const std::string name = entry.path().filename().generic_string();
            if (name.starts_with('.') || startsWithOneOf(name, TopLevelIgnored))
                continue;
            if (std::ranges::find(TopLevel, std::string_view(name)) == TopLevel.end())
                report({name, 1}, "does not belong to the top level, which has " + joined(TopLevel));
        }
    }

    void walk(const fs::path &folder)
    {
        if (!fs::exists(folder))
            return;
        for (auto it = fs::recursive_directory_iterator(folder); it != fs::recursive_directory_iterator();
             ++it) {
            const std::string name = it->path().filename().generic_string();
            if (it->is_directory()) {
                // Deliberately wrong, or not ours.
                if (name == "fixture" || name == "node_modules" || name.starts_with('.'))
                    it.disable_recursion_pending();
            } else if (isSource(it->path())) {
                read(it->path());
            }
        }
    }

    static bool isSource(const fs::path &path)
    {
        constexpr std::array Extensions{
            ".h"sv, ".cpp"sv, ".cmake"sv, ".sh"sv, ".py"sv, ".js"sv, ".mjs"sv, ".lua"sv};
        const std::string name = path.filename().generic_string();
        const std::string extension = path.extension().generic_string();
        return name == "CMakeLists.txt" || name == "run" || name == "setup" ||
               std::ranges::find(Extensions, std::string_view(extension)) != Extensions.end();
    }

    void read(const fs::path &path)
    {
        ++m_files;
        const std::string file = fs::relative(path, m_root).generic_string();
        const bool isCpp = file.ends_with(".h") || file.ends_with(".cpp");
        const bool isTest = file.starts_with("tests/");
        std::ifstream stream(path);
        std::size_t number = 0;
        bool licence = false;
        bool guarded = !file.ends_with(".h");
        for (std::string line; std::getline(stream, line);) {
            ++number;
            licence |= number <= LicenceWithin && line.find("SPDX-License-Identifier: ") != std::string::npos;
            guarded |= line.starts_with("#pragma once");
            if (isCpp && !isTest)
                include(Place{file, number}, line);
        }
        if (!licence)
            report({file, 1}, "has no SPDX-License-Identifier line at its top");
        if (!guarded)
            report({file, 1}, "has no #pragma once");
        if (!isTest && !file.starts_with("resources/") && number > MaxLines)
            report({file, number}, "has " + std::to_string(number) + " lines; beyond " +
                                       std::to_string(MaxLines) + " it should be split by subject");
    }

    void include(const Place &place, std::string_view line)
    {
        const auto skipBlanks = [&line] {
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        };
        skipBlanks();
        if (!line.starts_with('#'))
            return;
        line.remove_prefix(1);
        skipBlanks();
        if (!line.starts_with("include"))
            return;
        line.remove_prefix("include"sv.size());
        skipBlanks();
        if (line.empty() || (line.front() != '"' && line.front() != '<'))
            return;
        const bool quoted = line.front() == '"';
        const std::string_view target = line.substr(1, line.find(quoted ? '"' : '>', 1) - 1);
        const auto room = std::ranges::find_if(
            Rooms, [&place](const Room &candidate) { return place.file.starts_with(candidate.path); });
        if (room == Rooms.end())
            return;
        if (quoted)
            ours(place, *room, target);
        else
            foreign(place, *room, target);
    }

    void ours(const Place &place, const Room &room, std::string_view target)
    {
        const std::size_t slash = target.rfind('/');
        const std::string_view name = slash == std::string_view::npos ? target : target.substr(slash + 1);
        const bool made = name.ends_with(".moc") || name.starts_with("moc_") || name.starts_with("ui_");
        if (made && slash == std::string_view::npos)
            return;
        // With a path only uic's headers: ui/export/ui_dialog.h is made from ui/export/dialog.ui.
        fs::path source = m_root / target;
        if (name.starts_with("ui_") && name.ends_with(".h"))
            source.replace_filename(name.substr(3)).replace_extension(".ui");
        if (!fs::exists(source) && !fs::exists(m_root / target)) {
            report(place, '"' + std::string(target) + "\" is not a path from the root of the repository");
            return;
        }
        if (!startsWithOneOf(target, room.ours))
            report(place, std::string(room.path) + " may not include \"" + std::string(target) +
                              "\"; it may include " + joined(room.ours));
    }

    void foreign(const Place &place, const Room &room, std::string_view target)
    {
        const std::string_view folder = target.substr(0, std::min(target.find('/'), target.size()));
        if (folder.size() < target.size() && folder.size() > 2 && folder.starts_with("Qt") &&
            !room.qtModules.empty() && std::ranges::find(room.qtModules, folder) == room.qtModules.end()) {
            report(place, std::string(room.path) + " may not include <" + std::string(target) +
                              ">; of Qt it may use " + joined(room.qtModules));
        }
        for (const Library &library : Libraries) {
            if (!target.starts_with(library.include))
                continue;
            if (!startsWithOneOf(place.file, library.rooms))
                report(place, '<' + std::string(target) + "> belongs to " + joined(library.rooms));
            m_users[library.include].push_back(place);
        }
    }

    void libraries()
    {
        for (const Library &library : Libraries) {
            std::map<std::string, std::size_t> files; // with the line of the first include
            for (const Place &place : m_users[library.include])
                files.emplace(place.file, place.line);
            if (files.size() <= library.maxFiles)
                continue;
            for (const auto &[file, line] : files)
                report({file, line}, '<' + std::string(library.include) + "> is seen by " +
                                         std::to_string(files.size()) + " files; " +
                                         std::to_string(library.maxFiles) + " may");
        }
    }

    fs::path m_root;
    std::vector<std::string> m_problems;
    std::map<std::string_view, std::vector<Place>> m_users;
    std::size_t m_files = 0;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2 || !fs::is_directory(argv[1])) {
        std::cerr << "usage: layers SOURCE_DIRECTORY\n";
        return 2;
    }
    Check check(argv[1]);
    check.run();
    const std::vector<std::string> problems = check.problems();
    for (const std::string &problem : problems)
        std::cout << problem << '\n';
    std::cerr << "layers: " << check.files() << " files, " << problems.size() << " problems\n";
    return problems.empty() && check.files() > 0 ? 0 : 1;
}
