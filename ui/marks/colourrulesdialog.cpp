// SPDX-License-Identifier: MIT
#include "ui/marks/colourrulesdialog.h"

#include "ui/filter/filtercompleter.h"
#include "ui/filter/filteredit.h"
#include "ui/marks/markwords.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr QSize FirstSize(560, 380);
constexpr qsizetype Parts = 4; ///< of a rule in a list

} // namespace

QStringList colourRulesToList(const std::vector<ColourRule> &rules)
{
    QStringList list;
    for (const ColourRule &rule : rules) {
        list << rule.name << rule.filter << QString::fromLatin1(markColourName(rule.colour))
             << (rule.on ? u"on"_s : u"off"_s);
    }
    return list;
}

std::vector<ColourRule> colourRulesFromList(const QStringList &list)
{
    std::vector<ColourRule> rules;
    for (qsizetype at = 0; at + Parts <= list.size(); at += Parts) {
        const auto colour = markColourFromName(list[at + 2].toLatin1());
        rules.push_back({list[at], list[at + 1], colour.value_or(MarkColour::Red), list[at + 3] == u"on"});
    }
    return rules;
}

std::vector<ColourRule> firstColourRules()
{
    return {{ColourRulesDialog::tr("Calls with errors"), u"has:error"_s, MarkColour::Red, false},
        {ColourRulesDialog::tr("Completed orders"), u"event:\"Order Completed\""_s, MarkColour::Green, false},
        {ColourRulesDialog::tr("Sent again"), u"has:retry"_s, MarkColour::Purple, false}};
}

ColourRulesDialog::ColourRulesDialog(const SessionDocument &document, QWidget *parent)
    : QDialog(parent)
    , m_list(new QListWidget(this))
    , m_remove(new QPushButton(tr("&Remove"), this))
    , m_up(new QPushButton(tr("Move &up"), this))
    , m_down(new QPushButton(tr("Move &down"), this))
{
    setObjectName(u"colourRules"_s);
    setWindowTitle(tr("Colouring rules"));
    setModal(false);
    resize(FirstSize);
    auto *about = new QLabel(
        tr("A row takes the colour of the first rule that finds it. A colour you mark a call with comes "
           "before all rules."),
        this);
    about->setWordWrap(true);
    m_list->setObjectName(u"ruleList"_s);
    m_list->setAccessibleName(tr("Colouring rules, the first one that matches counts"));
    connect(m_list, &QListWidget::currentRowChanged, this, &ColourRulesDialog::showRule);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        if (m_showing)
            return;
        m_rules[static_cast<std::size_t>(m_list->row(item))].on = item->checkState() == Qt::Checked;
        emit rulesChanged(m_rules);
    });
    auto *add = new QPushButton(tr("&Add"), this);
    add->setObjectName(u"addRule"_s);
    m_remove->setObjectName(u"removeRule"_s);
    m_up->setObjectName(u"ruleUp"_s);
    m_down->setObjectName(u"ruleDown"_s);
    connect(add, &QPushButton::clicked, this, &ColourRulesDialog::addRule);
    connect(m_remove, &QPushButton::clicked, this, &ColourRulesDialog::removeRule);
    connect(m_up, &QPushButton::clicked, this, [this] { moveRule(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveRule(1); });
    auto *buttons = new QVBoxLayout;
    for (QPushButton *button : {add, m_remove, m_up, m_down}) {
        button->setAutoDefault(false); // Enter belongs to the fields
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *rules = new QHBoxLayout;
    rules->addWidget(m_list, 1);
    rules->addLayout(buttons);

    auto *close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(about);
    column->addLayout(rules, 1);
    column->addWidget(makeEditor());
    column->addWidget(close);
    m_completer = new FilterCompleter(m_filter, document);
    connect(m_completer, &FilterCompleter::helpRequested, this, &ColourRulesDialog::helpRequested);
    showRule();
}

QWidget *ColourRulesDialog::makeEditor()
{
    auto *editor = new QWidget(this);
    m_name = new QLineEdit(editor);
    m_name->setObjectName(u"ruleName"_s);
    m_filter = new FilterEdit(editor);
    m_filter->setObjectName(u"ruleFilter"_s);
    m_filter->setAccessibleName(tr("Filter of the rule"));
    m_filter->setHistoryShown(false);
    m_filter->setTellsLast(false);
    m_colour = new QComboBox(editor);
    m_colour->setObjectName(u"ruleColour"_s);
    for (const MarkColour colour : MarkColours)
        m_colour->addItem(markColourIcon(colour), markColourTitle(colour), static_cast<int>(colour));
    auto *form = new QFormLayout(editor);
    form->setContentsMargins({});
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Filter"), m_filter);
    form->addRow(tr("&Colour"), m_colour);
    connect(m_name, &QLineEdit::textEdited, this, &ColourRulesDialog::change);
    connect(m_filter, &FilterEdit::queryChanged, this, &ColourRulesDialog::change);
    connect(m_colour, &QComboBox::activated, this, &ColourRulesDialog::change);
    return editor;
}

void ColourRulesDialog::setRules(const std::vector<ColourRule> &rules)
{
    m_rules = rules;
    fillList(0);
}

ColourRule *ColourRulesDialog::ruleAt(int row)
{
    return row < 0 || std::size_t(row) >= m_rules.size() ? nullptr : &m_rules[std::size_t(row)];
}

void ColourRulesDialog::fillList(int current)
{
    {
        const QScopedValueRollback guard(m_showing, true);
        m_list->clear();
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            auto *item = new QListWidgetItem(m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            showLine(int(i));
        }
        m_list->setCurrentRow(qMin(current, int(m_rules.size()) - 1));
    }
    showRule();
}

void ColourRulesDialog::showLine(int row)
{
    const QScopedValueRollback guard(m_showing, true);
    const ColourRule &rule = m_rules[std::size_t(row)];
    QListWidgetItem *item = m_list->item(row);
    item->setText(rule.name.isEmpty() ? rule.filter : rule.name);
    item->setToolTip(rule.filter);
    item->setIcon(markColourIcon(rule.colour));
    item->setCheckState(rule.on ? Qt::Checked : Qt::Unchecked);
    item->setData(Qt::AccessibleTextRole,
        u"%1, %2, %3"_s.arg(item->text(), markColourWord(rule.colour), rule.on ? tr("on") : tr("off")));
}

void ColourRulesDialog::showRule()
{
    if (m_showing)
        return;
    settle();
    m_shown = m_list->currentRow();
    const QScopedValueRollback guard(m_showing, true);
    const ColourRule *rule = ruleAt(m_shown);
    for (QWidget *widget : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_filter),
             static_cast<QWidget *>(m_colour), static_cast<QWidget *>(m_remove)})
        widget->setEnabled(rule != nullptr);
    m_up->setEnabled(rule && m_list->currentRow() > 0);
    m_down->setEnabled(rule && m_list->currentRow() < m_list->count() - 1);
    m_name->setText(rule ? rule->name : QString());
    m_filter->apply(rule ? rule->filter : QString());
    m_colour->setCurrentIndex(rule ? m_colour->findData(static_cast<int>(rule->colour)) : -1);
}

/// From the fields into the rule. A filter that is not understood yet leaves the last good one.
void ColourRulesDialog::change()
{
    ColourRule *rule = ruleAt(m_shown);
    if (m_showing || !rule)
        return;
    rule->name = m_name->text();
    if (m_filter->isUnderstood())
        rule->filter = m_filter->text().trimmed();
    rule->colour = static_cast<MarkColour>(m_colour->currentData().toInt());
    showLine(m_shown);
    emit rulesChanged(m_rules);
}

/// A filter just typed belongs to the rule that was being changed.
void ColourRulesDialog::settle()
{
    if (!m_filter->isSettled())
        m_filter->apply(m_filter->text());
    m_shown = -1;
}

void ColourRulesDialog::addRule()
{
    settle();
    const auto used = [this](MarkColour colour) {
        return std::any_of(m_rules.begin(), m_rules.end(),
            [colour](const ColourRule &rule) { return rule.colour == colour; });
    };
    const auto fresh = std::find_if_not(MarkColours.begin(), MarkColours.end(), used);
    m_rules.push_back({tr("New rule"), {}, fresh == MarkColours.end() ? MarkColour::Blue : *fresh, true});
    fillList(int(m_rules.size()) - 1);
    emit rulesChanged(m_rules);
    m_name->setFocus();
    m_name->selectAll();
}

void ColourRulesDialog::removeRule()
{
    settle();
    const int row = m_list->currentRow();
    if (!ruleAt(row))
        return;
    m_rules.erase(m_rules.begin() + row);
    fillList(row);
    emit rulesChanged(m_rules);
}

void ColourRulesDialog::moveRule(int step)
{
    settle();
    const int row = m_list->currentRow();
    const int to = row + step;
    if (!ruleAt(row) || to < 0 || to >= int(m_rules.size()))
        return;
    std::swap(m_rules[std::size_t(row)], m_rules[std::size_t(to)]);
    fillList(to);
    emit rulesChanged(m_rules);
}

} // namespace spectap
