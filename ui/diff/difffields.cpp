// SPDX-License-Identifier: MIT
#include "ui/diff/difffields.h"

#include "ui/diff/difftree.h"
#include "ui/diff/difftreemodel.h"
#include "ui/inspector/markwidgets.h"
#include "ui/numbers.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/scaledicon.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace spectap {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostNamed = 2; ///< of the fields that always differ
constexpr int RoomyWidth = 900;    ///< at the font of the design; below it words are short
constexpr int StepsWidth = 560;
constexpr int BaseLineHeight = 15;

} // namespace

DiffFields::DiffFields(QWidget *parent)
    : QWidget(parent)
    , m_model(new DiffTreeModel(this))
    , m_tree(new DiffTree(m_model, this))
    , m_bar(new QWidget(this))
    , m_hint(new HintBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildBar();
    column->addWidget(m_bar);
    column->addWidget(m_hint);
    column->addWidget(m_tree, 1);
    connect(m_tree, &DiffTree::fieldPicked, this, &DiffFields::onFieldPicked);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &DiffFields::openMenu);
    updateWords();
}

void DiffFields::openMenu(const QPoint &at)
{
    const int field = currentField();
    if (field < 0 || !m_tree->indexAt(at).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [menu](const QString &text, const QString &copied) {
        connect(menu->addAction(text), &QAction::triggered, menu,
            [copied] { QGuiApplication::clipboard()->setText(copied); });
    };
    const CallDiff &diff = m_calls->diff;
    for (const DiffSide side : {DiffSide::A, DiffSide::B}) {
        const quint32 node = diff.fields()[std::size_t(field)].node(side);
        if (node == JsonTape::None)
            continue;
        offer(side == DiffSide::A ? tr("Copy value of &A") : tr("Copy value of &B"),
            QString::fromUtf8(diff.tape(side).string(node)));
    }
    offer(tr("Copy &path"), QString::fromUtf8(diff.path(field, DiffSide::B)));
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void DiffFields::buildBar()
{
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 6, 4);
    row->setSpacing(8);
    const auto addBox = [&](const QString &name, bool on, const QString &hint) {
        auto *box = new QCheckBox(m_bar);
        box->setObjectName(name);
        box->setChecked(on);
        box->setToolTip(hint);
        row->addWidget(box);
        return box;
    };
    m_hideSame = addBox(u"diffHideSame"_s, true, tr("Leave out the fields that are the same in both calls"));
    m_ignore = addBox(u"diffIgnoreVolatile"_s, true, {});
    m_match = addBox(u"diffMatchItems"_s, false,
        tr("Compare the items of arrays that are the same thing, wherever they stand"));
    row->addStretch(1);
    m_position = new QLabel(m_bar);
    m_position->setObjectName(u"diffPosition"_s);
    m_position->setFont(scaledFont(font(), SmallText));
    row->addWidget(m_position);
    const auto addStep = [&](const QString &icon, const QString &name, int direction) {
        auto *button = new QToolButton(m_bar);
        button->setAutoRaise(true);
        button->setIcon(lineIcon(icon));
        setScaledIconSize(button, 14);
        button->setAccessibleName(name);
        const QKeySequence key =
            direction > 0 ? QKeySequence(Qt::Key_F8) : QKeySequence(Qt::SHIFT | Qt::Key_F8);
        button->setToolTip(tr("%1 (%2)", "action, key").arg(name, key.toString(QKeySequence::NativeText)));
        connect(button, &QToolButton::clicked, this, [this, direction] { stepChange(direction); });
        row->addWidget(button);
        return button;
    };
    m_previous = addStep(u"chevu"_s, tr("Previous change"), -1);
    m_next = addStep(u"chevd"_s, tr("Next change"), 1);
    connect(m_hideSame, &QCheckBox::toggled, this, [this](bool on) {
        const QScopedValueRollback guard(m_settling, true);
        const int field = currentField();
        m_model->setHideSame(on);
        m_tree->openChanges();
        m_tree->showField(field);
    });
    connect(m_ignore, &QCheckBox::toggled, this, &DiffFields::optionsChanged);
    connect(m_match, &QCheckBox::toggled, this, &DiffFields::optionsChanged);
}

void DiffFields::setLeadingWidget(QWidget *widget)
{
    qobject_cast<QHBoxLayout *>(m_bar->layout())->insertWidget(0, widget);
}

bool DiffFields::hasRoom() const
{
    return width() * BaseLineHeight >= RoomyWidth * qMax(BaseLineHeight, fontMetrics().height());
}

void DiffFields::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // A dock has buttons of its own for stepping, and needs the room.
    const bool steps = width() * BaseLineHeight >= StepsWidth * qMax(BaseLineHeight, fontMetrics().height());
    m_previous->setVisible(steps);
    m_next->setVisible(steps);
    if (m_wide == hasRoom())
        return;
    m_wide = hasRoom();
    updateWords();
    updatePosition();
}

QWidget *DiffFields::tree() const
{
    return m_tree;
}

DiffOptions DiffFields::options() const
{
    DiffOptions options;
    options.ignoreVolatile = m_ignore->isChecked();
    if (m_match->isChecked())
        options.itemKey = m_itemKey;
    return options;
}

void DiffFields::setCalls(std::shared_ptr<const ComparedCalls> calls)
{
    {
        const QScopedValueRollback guard(m_settling, true);
        m_calls = std::move(calls);
        m_model->setCalls(m_calls);
        m_tree->openChanges();
        if (m_calls && m_calls->a) {
            const CallDiff &diff = m_calls->diff;
            int field = m_pointer.isEmpty() ? -1 : diff.fieldAt(m_pointer, DiffSide::B);
            if (field < 0 && !m_pointer.isEmpty())
                field = diff.fieldAt(m_pointer, DiffSide::A);
            if (field < 0 || (m_hideSame->isChecked() && !diff.fields()[std::size_t(field)].isChange()))
                field = diff.changes().empty() ? -1 : diff.changes().front();
            m_tree->showField(field);
            const auto &keys = diff.itemKeys();
            if (!keys.empty() && std::find(keys.begin(), keys.end(), m_itemKey) == keys.end())
                m_itemKey = keys.front();
        }
        updateWords();
        updatePosition();
    }
    emit fieldPicked(currentField());
    // These calls' items have another key than those before.
    const bool matching = m_calls && m_calls->a && m_match->isChecked() && !m_calls->diff.itemKeys().empty();
    if (matching && m_calls->diff.options().itemKey != m_itemKey)
        emit optionsChanged();
}

void DiffFields::updateWords()
{
    const bool any = m_calls && m_calls->a;
    const quint32 same = any ? m_calls->diff.counts()[std::size_t(FieldChange::Same)] : 0;
    m_hideSame->setText(tr("Hide same (%1)").arg(countText(same)));
    QStringList varying;
    if (any) {
        for (const int field : m_calls->diff.varying())
            varying << QString::fromUtf8(m_calls->diff.path(field, DiffSide::B));
    }
    const QString count = countText(varying.size());
    m_ignore->setVisible(!varying.isEmpty());
    if (!m_wide)
        m_ignore->setText(tr("Ignore volatile (%1)").arg(count));
    else if (varying.size() > MostNamed)
        m_ignore->setText(tr("Ignore %1 and other volatile fields (%2)", "%1: two names")
                              .arg(varying.first(MostNamed).join(u", "_s), count));
    else
        m_ignore->setText(tr("Ignore %1").arg(varying.join(u", "_s)));
    m_ignore->setToolTip(
        tr("These differ between any two calls: %1. They are ignored while only their values differ.")
            .arg(varying.join(u", "_s)));
    const bool keyed = any && !m_calls->diff.itemKeys().empty();
    m_match->setVisible(keyed);
    const QString key = QString::fromUtf8(m_itemKey);
    m_match->setText(m_wide ? tr("Match array items by %1").arg(key) : tr("Items by %1").arg(key));

    if (any && !m_calls->diff.isComparable()) {
        m_hint->setHint(Severity::Info,
            tr("One of these calls is not a JSON object, so there are no fields to compare."));
    } else if (any && m_calls->diff.changes().empty()) {
        m_hint->setHint(Severity::Ok, varying.isEmpty() || !m_ignore->isChecked()
                                          ? tr("No field differs.")
                                          : tr("No field differs but those that are ignored."));
    } else {
        m_hint->setHint(Severity::Ok, {});
    }
}

void DiffFields::updatePosition()
{
    const bool any = m_calls && m_calls->a && !m_calls->diff.changes().empty();
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    if (!any) {
        m_position->clear();
        return;
    }
    const auto &changes = m_calls->diff.changes();
    const auto here = std::ranges::lower_bound(changes, currentField());
    const auto count = static_cast<int>(changes.size());
    if (here == changes.end() || *here != currentField()) {
        m_position->setText(tr("%n change(s)", nullptr, count));
        return;
    }
    const QString at = countText(here - changes.begin() + 1);
    m_position->setText(
        m_wide ? tr("Change %1 of %2").arg(at, countText(count)) : tr("%1 of %2").arg(at, countText(count)));
}

void DiffFields::onFieldPicked(int field)
{
    updatePosition();
    if (m_settling)
        return;
    if (field >= 0) {
        const bool inB = m_calls->diff.fields()[std::size_t(field)].b != JsonTape::None;
        m_pointer = m_calls->diff.pointer(field, inB ? DiffSide::B : DiffSide::A);
    }
    emit fieldPicked(field);
}

int DiffFields::currentField() const
{
    return m_tree->currentField();
}

void DiffFields::showField(int field)
{
    m_tree->showField(field);
}

void DiffFields::stepChange(int direction)
{
    if (!m_calls || m_calls->diff.changes().empty())
        return;
    const auto &changes = m_calls->diff.changes();
    const int current = currentField();
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(changes, current);
        showField(next == changes.end() ? changes.front() : *next);
    } else {
        const auto next = std::ranges::lower_bound(changes, current);
        showField(current < 0 || next == changes.begin() ? changes.back() : *(next - 1));
    }
}

} // namespace spectap
