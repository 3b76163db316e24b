// SPDX-License-Identifier: MIT
#include "ui/settings/settingrow.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace spectap {

namespace {

constexpr int RowMargin = 8;
constexpr int ControlCharacters = 26;

/// A scrolled page must not set what happens to pass under the pointer.
class NoWheel final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel || static_cast<QWidget *>(watched)->hasFocus())
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

} // namespace

std::vector<SettingRow::Choice> SettingRow::fontFamilies(bool fixedWidth)
{
    std::vector<SettingRow::Choice> choices{{SettingRow::tr("As the system"), QString()}};
    const QStringList names = QFontDatabase::families();
    for (const QString &name : names) {
        if (!QFontDatabase::isPrivateFamily(name) && QFontDatabase::isFixedPitch(name) == fixedWidth)
            choices.push_back({name, name});
    }
    return choices;
}

SettingRow::SettingRow(const Words &words)
    : m_words(words.name + u'\n' + words.meaning)
    , m_name(new QLabel(words.name, this))
    , m_reset(new QToolButton(this))
    , m_column(new QVBoxLayout)
{
    m_name->setFont(scaledFont(font(), 1.0, QFont::Medium));
    auto *meaning = new QLabel(words.meaning, this);
    meaning->setWordWrap(true);
    meaning->setTextFormat(Qt::PlainText);
    meaning->setForegroundRole(QPalette::PlaceholderText);
    m_reset->setIcon(lineIcon(u"dup"_s));
    m_reset->setAutoRaise(true);
    m_reset->setAccessibleName(tr("Reset %1").arg(words.name));
    m_reset->hide();
    QSizePolicy kept = m_reset->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(kept);

    m_column->setSpacing(2);
    m_column->addWidget(m_name);
    m_column->addWidget(meaning);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, RowMargin, 0, RowMargin);
    row->addLayout(m_column, 1);
    row->addWidget(m_reset);
}

void SettingRow::setControl(QWidget *control)
{
    control->setAccessibleName(m_name->text());
    control->setAccessibleDescription(m_words.section(u'\n', 1));
    control->setMinimumWidth(fontMetrics().averageCharWidth() * ControlCharacters);
    control->installEventFilter(new NoWheel(control));
    control->setFocusPolicy(Qt::StrongFocus);
    m_name->setBuddy(control);
    static_cast<QHBoxLayout *>(layout())->insertWidget(1, control);
}

void SettingRow::follow(Settings *settings, Setting setting)
{
    m_settings = settings;
    m_setting = setting;
    const QVariant fallback = Settings::fallback(setting);
    const auto show = [this, fallback] {
        const QVariant value = m_settings->value(m_setting);
        m_show(value);
        m_reset->setVisible(value != fallback);
    };
    connect(settings, &Settings::changed, this, [this, show](Setting changed) {
        if (changed == m_setting)
            show();
    });
    connect(m_reset, &QToolButton::clicked, this, &SettingRow::reset);
    m_reset->setToolTip(tr("Back to what it is when nothing is set"));
    show();
}

SettingRow::SettingRow(
    Settings *settings, Setting setting, const Words &words, const std::vector<Choice> &choices)
    : SettingRow(words)
{
    auto *box = new QComboBox(this);
    for (const Choice &choice : choices)
        box->addItem(choice.text, choice.value);
    setControl(box);
    m_show = [box](const QVariant &value) {
        const QSignalBlocker quiet(box);
        if (box->findData(value) < 0) // a font that is no longer installed
            box->addItem(value.toString(), value);
        box->setCurrentIndex(box->findData(value));
    };
    follow(settings, setting);
    connect(box, &QComboBox::currentIndexChanged, this,
        [this, box] { m_settings->setValue(m_setting, box->currentData()); });
}

SettingRow::SettingRow(Settings *settings, Setting setting, const Words &words, const Range &range)
    : SettingRow(words)
{
    auto *box = new QSpinBox(this);
    box->setRange(range.least, range.most);
    box->setSingleStep(range.step);
    box->setSuffix(range.unit);
    box->setKeyboardTracking(false); // 8 and 87 are no ports that 8787 was meant by
    setControl(box);
    m_show = [box](const QVariant &value) {
        const QSignalBlocker quiet(box);
        box->setValue(value.toInt());
    };
    follow(settings, setting);
    connect(
        box, &QSpinBox::valueChanged, this, [this](int value) { m_settings->setValue(m_setting, value); });
}

SettingRow::SettingRow(Settings *settings, Setting setting, const Words &words)
    : SettingRow(words)
{
    auto *box = new QCheckBox(this);
    setControl(box);
    m_show = [box](const QVariant &value) {
        const QSignalBlocker quiet(box);
        box->setChecked(value.toBool());
    };
    follow(settings, setting);
    connect(box, &QCheckBox::toggled, this, [this](bool on) { m_settings->setValue(m_setting, on); });
}

SettingRow::SettingRow(QAction *action, const Words &words)
    : SettingRow(words)
{
    if (action->isCheckable()) {
        auto *box = new QCheckBox(this);
        setControl(box);
        box->setChecked(action->isChecked());
        connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
        connect(box, &QCheckBox::clicked, action, &QAction::trigger);
        return;
    }
    auto *button = new QPushButton(action->text().remove(u'&'), this);
    setControl(button);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
}

bool SettingRow::matches(const QStringList &words) const
{
    return std::all_of(words.begin(), words.end(),
        [this](const QString &word) { return m_words.contains(word, Qt::CaseInsensitive); });
}

void SettingRow::reset()
{
    if (m_settings)
        m_settings->reset(m_setting);
}

} // namespace spectap
