// SPDX-License-Identifier: MIT
#include "model/session/exports/htmlhead.h"
#include "ui/theme/apptheme.h"
#include "ui/theme/icons.h"
#include "ui/theme/severityglyphs.h"
#include "ui/theme/tokens.h"

#include "tests/support/testmain.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QRegularExpression>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

constexpr double TextContrast = 4.5;  // WCAG 2.2, 1.4.3
constexpr double ShapeContrast = 3.0; // WCAG 2.2, 1.4.11

const Theme &themeNamed(const QString &name)
{
    return name == u"dark" ? Theme::darkTheme() : Theme::light();
}

/// What text and glyphs may stand on.
std::vector<QColor> surfaces(const Theme &theme)
{
    std::vector<QColor> all{theme.window, theme.header, theme.chrome, theme.base, theme.alt, theme.hover,
        theme.sel, theme.selInactive};
    for (const Ink &mark : theme.marks) // rows that are marked
        all.push_back(mark.tint);
    return all;
}

int inkedPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 40;
    }
    return count;
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private slots:
    void contrastRatioFollowsWcag()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
        QVERIFY(qAbs(contrastRatio(QColor(0x777777), Qt::white) - 4.48) < 0.01);
    }

    /// The report of an export has the window's colours, though it cannot see them.
    void reportsHaveTheSameColours_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }

    void reportsHaveTheSameColours()
    {
        QFETCH(const QString, name);
        const Theme &theme = themeNamed(name);
        QByteArray page;
        appendHtmlHead(page, "x");
        const qsizetype dark = page.indexOf("prefers-color-scheme:dark");
        QVERIFY(dark > 0);
        const QByteArray css = theme.dark ? page.sliced(dark) : page.first(dark);
        QHash<QByteArray, QColor> expected{{"window", theme.window}, {"chrome", theme.chrome},
            {"base", theme.base}, {"alt", theme.alt}, {"hover", theme.hover}, {"line", theme.line},
            {"lineStrong", theme.lineStrong}, {"lineInput", theme.lineInput}, {"text", theme.text},
            {"text2", theme.text2}, {"text3", theme.text3}, {"accent", theme.accent},
            {"accentTint", theme.accentTint}, {"onAccent", theme.onAccent}, {"onFill", theme.onFill},
            {"jsonString", theme.jsonString}, {"jsonNumber", theme.jsonNumber},
            {"jsonLiteral", theme.jsonLiteral}};
        for (const Severity severity : {Severity::Ok, Severity::Info, Severity::Warning, Severity::Error}) {
            const QByteArray key = severityName(severity).toByteArray();
            expected.insert(key + "-ink", theme.of(severity).text);
            expected.insert(key + "-tint", theme.of(severity).tint);
            expected.insert(key + "-fill", theme.of(severity).fill);
        }
        for (int type = 1; type < CallTypeCount; ++type) {
            const QByteArray key = callTypeName(CallType(type)).toByteArray();
            expected.insert(key + "-ink", theme.of(CallType(type)).text);
            expected.insert(key + "-tint", theme.of(CallType(type)).tint);
        }
        static const QRegularExpression token(u"--([A-Za-z0-9-]+):(#[0-9a-f]{6})"_s);
        qsizetype seen = 0;
        for (auto it = token.globalMatch(QString::fromLatin1(css)); it.hasNext(); ++seen) {
            const auto match = it.next();
            const QByteArray key = match.captured(1).toLatin1();
            QVERIFY2(expected.contains(key), key.constData());
            QVERIFY2(expected[key] == QColor(match.captured(2)), key.constData());
        }
        QCOMPARE(seen, expected.size());
    }

    void textIsReadableEverywhere_data()
    {
        QTest::addColumn<QString>("themeName");
        QTest::newRow("light") << u"light"_s;
        QTest::newRow("dark") << u"dark"_s;
    }

    void textIsReadableEverywhere()
    {
        QFETCH(const QString, themeName);
        const Theme &theme = themeNamed(themeName);
        std::vector<QColor> texts{theme.text, theme.text2, theme.text3, theme.accent};
        const auto check = [](const QColor &text, const QColor &surface, double least) {
            const double ratio = contrastRatio(text, surface);
            QVERIFY2(ratio >= least,
                qPrintable(u"%1 on %2: %3"_s.arg(text.name(), surface.name()).arg(ratio, 0, 'f', 2)));
        };
        for (const QColor &surface : surfaces(theme)) {
            for (const QColor &text : texts)
                check(text, surface, TextContrast);
            for (const Ink &ink : theme.types)
                check(ink.text, surface, TextContrast);
            for (const Ink &ink : theme.severities) {
                check(ink.text, surface, TextContrast);
                check(ink.fill, surface, ShapeContrast);
            }
        }
        for (const Ink &ink : theme.types)
            check(ink.text, ink.tint, TextContrast);
        for (const Ink &ink : theme.severities) {
            check(ink.text, ink.tint, TextContrast);
            check(theme.text3, ink.tint, TextContrast);
        }
        for (const Ink &ink : {theme.added, theme.gone, theme.changed}) {
            for (const QColor &surface : surfaces(theme))
                check(ink.text, surface, TextContrast);
            for (const QColor &text : {ink.text, theme.text, theme.text3, theme.jsonKey, theme.jsonString,
                     theme.jsonNumber, theme.jsonLiteral})
                check(text, ink.tint, TextContrast);
        }
        for (const Ink &mark : theme.marks) {
            for (const QColor &surface : surfaces(theme))
                check(mark.text, surface, TextContrast);
            check(mark.fill, theme.base, ShapeContrast);
        }
        for (const QColor &json : {theme.jsonKey, theme.jsonString, theme.jsonNumber, theme.jsonLiteral}) {
            check(json, theme.base, TextContrast);
            check(json, theme.sel, TextContrast);
        }
        check(theme.onAccent, theme.accent, TextContrast);
        check(theme.accent, theme.accentTint, TextContrast);
        check(theme.lineInput, theme.base, ShapeContrast);
    }

    void paletteTellsItsTheme()
    {
        QVERIFY(!themeOf(paletteOf(Theme::light())).dark);
        QVERIFY(themeOf(paletteOf(Theme::darkTheme())).dark);
    }

    void applyingAChoiceSwitchesTheApplication()
    {
        auto &app = *qobject_cast<QApplication *>(QCoreApplication::instance());
        applyTheme(app, ThemeChoice::Dark);
        QPushButton button;
        button.show();
        QVERIFY(themeOf(&button).dark);
        applyTheme(app, ThemeChoice::Light);
        QTRY_VERIFY(!themeOf(&button).dark);
    }

    void themeChoiceNamesRoundTrip()
    {
        for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
            QCOMPARE(themeChoiceFromName(themeChoiceName(choice)), choice);
        QVERIFY(!themeChoiceFromName(u"sepia"));
    }

    void everyIconDraws_data()
    {
        QTest::addColumn<QString>("name");
        const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() > 10);
        for (const QString &file : files)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }

    void everyIconDraws()
    {
        QFETCH(const QString, name);
        for (const int size : {16, 20, 24, 32}) {
            const QImage image = lineIcon(name).pixmap(QSize(size, size), 1.0).toImage();
            QCOMPARE(image.size(), QSize(size, size));
            QVERIFY2(inkedPixels(image) > size, "the icon is empty");
            QVERIFY2(inkedPixels(image) < size * size * 3 / 4, "the icon is a blot");
        }
    }

    void iconsFollowTheTheme()
    {
        auto &app = *qobject_cast<QApplication *>(QCoreApplication::instance());
        const QIcon icon = lineIcon(u"pause"_s);
        applyTheme(app, ThemeChoice::Light);
        const QImage light = icon.pixmap(QSize(32, 32), 1.0).toImage();
        applyTheme(app, ThemeChoice::Dark);
        QVERIFY(icon.pixmap(QSize(32, 32), 1.0).toImage() != light);
        applyTheme(app, ThemeChoice::Light);
        QCOMPARE(icon.pixmap(QSize(32, 32), 1.0).toImage(), light);
    }

    void severitiesDifferByShapeNotColour()
    {
        std::vector<QImage> masks;
        for (int severity = 0; severity < 4; ++severity) {
            const QImage image =
                severityIcon(static_cast<Severity>(severity)).pixmap(QSize(28, 28), 1.0).toImage();
            masks.push_back(image.convertToFormat(QImage::Format_Alpha8));
        }
        for (std::size_t a = 0; a < masks.size(); ++a) {
            for (std::size_t b = a + 1; b < masks.size(); ++b) {
                int different = 0;
                for (int y = 0; y < 28; ++y) {
                    for (int x = 0; x < 28; ++x)
                        different += qAbs(qAlpha(masks[a].pixel(x, y)) - qAlpha(masks[b].pixel(x, y))) > 128;
                }
                QVERIFY2(different > 60, qPrintable(u"%1 and %2 look alike"_s.arg(a).arg(b)));
            }
        }
    }
};

SPECTAP_GUI_TEST_MAIN(ThemeTest)

#include "tst_theme.moc"
