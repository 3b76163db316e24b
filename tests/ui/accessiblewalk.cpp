// SPDX-License-Identifier: MIT
#include "tests/ui/accessiblewalk.h"

#include "ui/theme/tokens.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace spectap::test {

namespace {

constexpr int LeastTarget = 20; ///< pixels, ui.md section 11
constexpr double LeastContrast = 4.5;
constexpr int MostTabs = 400;
constexpr int MostLinks = 12; ///< of one label, which Tab goes through

QString placeOf(const QWidget *widget)
{
    QStringList names;
    for (const QWidget *at = widget; at && !at->isWindow() && names.size() < 4; at = at->parentWidget())
        names.prepend(QString::fromLatin1(at->metaObject()->className()) +
                      (at->objectName().isEmpty() ? QString() : u'#' + at->objectName()));
    return names.join(u" > ");
}

/// Qt's own parts of a control: the control speaks for them.
bool isPartOfControl(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(u"qt_") || qobject_cast<const QScrollBar *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent) ||
           qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QTabBar *>(parent) ||
           (parent && parent->inherits("QAbstractScrollArea") &&
               static_cast<const QAbstractScrollArea *>(parent)->viewport() == widget);
}

bool takesTab(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isEnabled();
}

/// Of buttons of which one is always down Tab goes to that one, arrow keys to the others.
bool isReachedByArrows(const QWidget *widget)
{
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button && !button->isChecked() &&
           (button->autoExclusive() || (button->group() && button->group()->exclusive()));
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) || takesTab(widget);
}

QString plainText(const QString &text)
{
    if (!Qt::mightBeRichText(text))
        return text;
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

void checkWords(const QWidget *widget, QStringList &problems)
{
    QString text;
    bool wraps = false;
    if (const auto *label = qobject_cast<const QLabel *>(widget)) {
        text = plainText(label->text());
        wraps = label->wordWrap();
    } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
        const auto *tool = qobject_cast<const QToolButton *>(button);
        if (!tool || tool->icon().isNull() || tool->toolButtonStyle() != Qt::ToolButtonIconOnly)
            text = button->text();
    }
    if (text.isEmpty() || !widget->isEnabled())
        return;
    const int wanted = widget->fontMetrics().size(Qt::TextShowMnemonic, text).width();
    if (!wraps && wanted > widget->width() + 1)
        problems << u"cut off, %1 of %2 pixels: \"%3\" in %4"_s.arg(widget->width())
                        .arg(wanted)
                        .arg(text, placeOf(widget));
    const QColor ink = widget->palette().color(widget->foregroundRole());
    const Theme &theme = themeOf(widget);
    const double contrast = qMin(contrastRatio(ink, theme.base),
        qMin(contrastRatio(ink, theme.window), contrastRatio(ink, theme.chrome)));
    const bool isFilled = widget->property("primary").toBool();
    if (!isFilled && contrast < LeastContrast)
        problems << u"contrast %1: \"%2\" in %3"_s.arg(contrast, 0, 'f', 1).arg(text, placeOf(widget));
}

void checkControl(QWidget *widget, QStringList &problems)
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
    const auto name = face ? face->text(QAccessible::Name) : QString();
    const auto *tabs = qobject_cast<const QTabBar *>(widget);
    const bool isBetween = tabs && tabs->currentIndex() < 0; // docks are being arranged
    if (name.trimmed().isEmpty() && !isBetween)
        problems << u"no name: %1"_s.arg(placeOf(widget));
    // Qt says of scrolled areas only what they are the frame of.
    const bool isArea = qobject_cast<QAbstractScrollArea *>(widget) != nullptr;
    if (!face || face->role() == QAccessible::NoRole || (face->role() == QAccessible::Client && !isArea))
        problems << u"no role: %1"_s.arg(placeOf(widget));
    if (qobject_cast<QAbstractButton *>(widget) && qMin(widget->width(), widget->height()) < LeastTarget)
        problems << u"%1x%2 pixels are too small a target: %3"_s.arg(widget->width())
                        .arg(widget->height())
                        .arg(placeOf(widget));
    if (const auto *view = qobject_cast<const QAbstractItemView *>(widget)) {
        const QModelIndex first =
            view->model() ? view->model()->index(0, 0, view->rootIndex()) : QModelIndex();
        if (first.isValid() && first.data(Qt::AccessibleTextRole).toString().isEmpty() &&
            first.data(Qt::DisplayRole).toString().isEmpty())
            problems << u"its rows say nothing: %1"_s.arg(placeOf(widget));
    }
}

void checkTabs(QWidget *window, QSet<const QWidget *> wanted, QStringList &problems)
{
    QWidget *first = window->focusWidget() ? window->focusWidget() : window;
    int stayed = 0;
    for (int i = 0; i < MostTabs && !wanted.isEmpty(); ++i) {
        QWidget *at = window->focusWidget();
        wanted.remove(at);
        for (QWidget *proxy = at; proxy; proxy = proxy->focusProxy())
            wanted.remove(proxy);
        QTest::keyClick(at ? at : window, Qt::Key_Tab);
        stayed = window->focusWidget() == at ? stayed + 1 : 0;
        if (stayed > MostLinks) {
            problems << u"keeps Tab for itself: %1"_s.arg(placeOf(at));
            break;
        }
    }
    for (const QWidget *widget : std::as_const(wanted))
        problems << u"Tab does not get there: %1"_s.arg(placeOf(widget));
    first->setFocus();
}

} // namespace

QStringList accessibilityProblems(QWidget *window)
{
    QStringList problems;
    QSet<const QWidget *> reachable;
    const QList<QWidget *> widgets = window->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!widget->isVisible() || widget->window() != window || isPartOfControl(widget) ||
            widget->visibleRegion().isEmpty() || widget->focusProxy())
            continue;
        checkWords(widget, problems);
        if (!isControl(widget))
            continue;
        checkControl(widget, problems);
        if (takesTab(widget) && !isReachedByArrows(widget))
            reachable.insert(widget);
    }
    if (window->windowType() != Qt::Popup) // there the one field keeps the keys
        checkTabs(window, reachable, problems);
    return problems;
}

} // namespace spectap::test
